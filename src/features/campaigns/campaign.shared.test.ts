import { mineLines, nextStepText, sectionsOf, stepsPercent, whenText } from './campaign.shared'

const at = (text: string) => Date.parse(`2026-03-${text}+08:00`)

const window = { fromMs: at('10T08:00:00'), untilMs: at('12T00:00:00') }

test.each([
  ['live', '11T23:59:00', '还剩 01:00'],
  ['warm_up', '10T07:00:00', '今天 08:00 开始'],
  ['warm_up', '08T07:00:00', '3月10日 08:00 开始'],
  ['ended', '12T00:00:00', '今天 00:00 结束'],
  ['paused', '11T00:00:00', '门店暂停了，恢复后这里会说'],
] as const)('%s at %s: %s', (state, now, text) => {
  expect(whenText({ state, ...window }, at(now))).toBe(text)
})

test('what runs stands first, a paused one with it, and a head without items is not there', () => {
  const item = (campaignId: string, state: 'live' | 'paused' | 'ended') =>
    ({ campaignId, state }) as unknown as Parameters<typeof sectionsOf>[0][number]
  const sections = sectionsOf([item('a', 'ended'), item('b', 'live'), item('c', 'paused')])
  expect(sections.map(({ head, items }) => [head, items.map(({ campaignId }) => campaignId)])).toEqual([
    ['正在进行', ['b', 'c']],
    ['最近结束', ['a']],
  ])
})

test.each([
  ['nothing had and nothing bounded', { had: 0, left: null }, []],
  ['something had', { had: 1_200, left: null }, [{ label: '已得', value: '1,200 茶点' }]],
  ['nothing had of a bound', { had: 0, left: 100 }, [{ label: '已得', value: '0 / 100 茶点' }]],
])('mine: %s', (_, points, lines) => {
  expect(mineLines({ points, times: { had: 0, left: null }, today: null }, '茶点')).toEqual(lines)
})

const step = (fen: number, points: number, spentFen: number) => ({
  fen,
  points,
  isReached: spentFen >= fen,
  missingFen: Math.max(0, fen - spentFen),
})

test.each([
  [0, 0, '再消费 100.00 元，得 10 茶点'],
  [9_999, 33, '再消费 0.01 元，得 10 茶点'],
  [10_000, 33, '再消费 200.00 元，得 40 茶点'],
  [45_000, 100, '每一档都拿到了'],
])('%i fen on the way of steps: %i percent, %s', (spentFen, percent, text) => {
  const steps = { spentFen, steps: [step(10_000, 10, spentFen), step(30_000, 50, spentFen)] }
  expect([stepsPercent(steps), nextStepText(steps, '茶点')]).toEqual([percent, text])
})
