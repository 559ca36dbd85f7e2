import { writeByHand } from '../../../test/kit/by-hand'
import { publishTemplate } from '../../../test/kit/coupons'
import { codeOf, dataOf, Programme } from '../../../test/kit/programme'
import { publishReward } from '../../../test/kit/rewards'

const at = (moment: string) => Date.parse(`${moment}+08:00`)

const DOUBLE = {
  title: '四月会员日',
  kind: 'rules',
  fromMs: at('2026-04-01T00:00'),
  untilMs: at('2026-05-01T00:00'),
  rules: [{ when: 'checked_in', effects: [{ code: 'points_fixed', points: 5, for: '会员日' }] }],
  perMember: { points: 100 },
}

async function shop() {
  const programme = await Programme.start()
  await publishTemplate(programme, 'five')
  await publishReward(programme, 'five-off', { title: '五元券', kind: 'coupon', templateId: 'five', pricePoints: 500 })
  const draft = (body: Record<string, unknown>, campaignId = 'april') =>
    writeByHand(programme, 'campaigns', { _id: campaignId, ...body })
  const lint = async (campaignId = 'april') => dataOf(await programme.ops()('ops.lint', { campaignId }))
  return { programme, draft, lint }
}

test('of a sound draft nothing is found, and looking changes nothing', async () => {
  const { draft, lint } = await shop()
  await draft(DOUBLE)
  const { findings, text } = await lint()
  expect(findings).toEqual([])
  expect(text).toBe('「四月会员日」没有发现问题，可以预演一遍再发布。')
  expect(await lint()).toEqual({ campaignId: 'april', title: '四月会员日', findings: [], text })
})

test('a campaign that nobody has drafted is refused', async () => {
  const { programme } = await shop()
  expect(codeOf(await programme.ops()('ops.lint', { campaignId: 'april' }))).toBe('no_such_campaign')
})

test.each([
  [
    'a coupon that was never published',
    { rules: [{ when: 'order_vested', effects: [{ code: 'coupon', templateId: 'ten' }] }] },
    'rules.0.effects.0.templateId',
  ],
  ['words for which WeChat bans a mini program', { text: '转发到朋友圈，领双倍积分' }, 'text'],
  ['a campaign that is over', { fromMs: at('2026-02-01T00:00'), untilMs: at('2026-03-01T00:00') }, 'untilMs'],
])('%s is found in what is really published', async (_, given, path) => {
  const { draft, lint } = await shop()
  await draft({ ...DOUBLE, ...given })
  const { findings, text } = await lint()
  expect(findings.map((finding) => finding.path)).toContain(path)
  expect(text).toContain(`[要改] ${path}：`)
})

test('what publishing would refuse is told as well, and told first', async () => {
  const { draft, lint } = await shop()
  await draft({ ...DOUBLE, title: '', untilMs: 'tomorrow' })
  const { findings } = await lint()
  expect(findings.map(({ code, path }) => ({ code, path }))).toEqual([
    { code: 'refused_at_publish', path: 'title' },
    { code: 'refused_at_publish', path: 'untilMs' },
  ])
})

test('another campaign in force is looked at beside the draft, and the campaign itself is not', async () => {
  const { programme, draft, lint } = await shop()
  const doubled = (rateBps: number) => ({
    rules: [{ when: 'order_paid', effects: [{ code: 'points_multiplied', rateBps }] }],
  })
  await draft({ ...DOUBLE, ...doubled(20_000), title: '春季双倍' }, 'spring')
  await draft({ ...DOUBLE, ...doubled(30_000), compounds: true })
  expect((await lint()).findings.map(({ code }) => code)).not.toContain('compounding')
  dataOf(await programme.ops()('ops.publish', { kind: 'campaigns', id: 'spring' }))
  dataOf(await programme.ops()('ops.publish', { kind: 'campaigns', id: 'april' }))
  programme.wait(20_000)
  const [finding] = (await lint()).findings.filter(({ code }) => code === 'compounding')
  expect(finding?.what).toContain('「春季双倍」')
  expect(finding?.what).toContain('3 倍乘 2 倍是 6 倍')
})
