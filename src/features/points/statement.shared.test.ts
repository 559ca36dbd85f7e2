import { byDay, type Entry } from './statement.shared'

const entry = (seq: number, at: string, kind: Entry['kind'] = 'accrual'): Entry => ({
  seq,
  kind,
  points: 5,
  atMs: Date.parse(`${at}+08:00`),
  title: '签到',
  balance: 5,
})

test('entries stand under the day they fell on, in the order they came', () => {
  const days = byDay(
    [entry(3, '2026-11-23T09:00:00'), entry(2, '2026-11-23T00:00:00'), entry(1, '2026-11-22T23:59:59')],
    '2026-11-23',
  )
  expect(days.map(({ text, entries }) => [text, entries.map(({ seq, note }) => `${seq} ${note.slice(0, 5)}`)])).toEqual(
    [
      ['今天', ['3 09:00', '2 00:00']],
      ['昨天', ['1 23:59']],
    ],
  )
})

test('a phone whose clock is behind shows no entry of tomorrow', () => {
  const [newest, older] = byDay([entry(2, '2026-11-24T09:00:00'), entry(1, '2026-11-23T09:00:00')], '2026-11-23')
  expect([newest?.text, older?.text]).toEqual(['今天', '昨天'])
})

const rowOf = (changes: Partial<Entry>) => {
  const [day] = byDay([{ ...entry(1, '2026-11-23T08:00:00'), ...changes }], '2026-11-23')
  return day?.entries[0]
}

test.each([
  [{ kind: 'accrual', points: 5 }, 'in', '+5', true, '08:00 · 获得 · 为什么'],
  [{ kind: 'accrual', points: 0 }, 'check', '', false, '08:00 · 记录 · 为什么'],
  [{ kind: 'clawback', points: 0 }, 'check', '', false, '08:00 · 记录 · 为什么'],
  [{ kind: 'hold', points: 36 }, 'hourglass', '+36', false, '08:00 · 待到账 · 为什么'],
  [{ kind: 'vest', points: 0 }, 'check', '', false, '08:00 · 到账 · 为什么'],
  [{ kind: 'redemption', points: -50 }, 'gift', '−50', false, '08:00 · 使用 · 为什么'],
  [{ kind: 'void', points: 50 }, 'back', '+50', true, '08:00 · 退回 · 为什么'],
  [{ kind: 'expiry', points: -5 }, 'clock', '−5', false, '08:00 · 到期 · 为什么'],
  [{ kind: 'clawback', points: -36 }, 'out', '−36', false, '08:00 · 收回 · 为什么'],
  [{ kind: 'debt_repaid', points: 0 }, 'check', '', false, '08:00 · 抵扣 · 为什么'],
  [{ kind: 'adjustment', points: 9 }, 'pencil', '+9', true, '08:00 · 调整 · 为什么'],
  [{ kind: 'reversal', points: -5 }, 'out', '−5', false, '08:00 · 撤销 · 为什么'],
] as const)('an entry %j has its picture, its amount and its words', (changes, icon, amount, isGain, note) => {
  expect(rowOf(changes)).toMatchObject({ icon, amount, isGain, note })
})

test('an entry is said whole: its kind unless the plus says it, and no amount where nothing was added', () => {
  expect(rowOf({ kind: 'accrual' })?.spoken).toBe('签到，+5，余额 5，为什么')
  expect(rowOf({ kind: 'hold', title: '消费' })?.spoken).toBe('消费，待到账，+5，余额 5，为什么')
  expect(rowOf({ kind: 'vest', title: '消费', points: 0 })?.spoken).toBe('消费，到账，余额 5，为什么')
})

test('an entry that gave nothing is said to be noted', () => {
  expect(rowOf({ title: '使用权益：免费续杯', points: 0 })?.spoken).toBe('使用权益：免费续杯，记录，余额 5，为什么')
})

test('no entries are no days', () => {
  expect(byDay([], '2026-11-23')).toEqual([])
})
