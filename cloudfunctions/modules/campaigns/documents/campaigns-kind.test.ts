import { type CampaignDraft, draftCampaign, publishCampaign, publishingCampaign } from '../../../../test/kit/campaigns'
import { codeOf, dataOf, Programme } from '../../../../test/kit/programme'

const DAY = 24 * 3_600_000
const NOW = Date.parse('2026-03-10T10:00:00+08:00')
const points = (given: number) => ({ code: 'points_fixed', points: given, for: '奖励' })
const rule = (...effects: readonly object[]) => ({ when: 'checked_in', effects })
const steps = (...list: readonly [number, number][]) => ({
  code: 'points_steps',
  steps: list.map(([fen, given]) => ({ fen, points: given })),
})

test.each<[string, CampaignDraft]>([
  ['the least there is', {}],
  ['a warm-up', { fromMs: NOW + DAY, warmUpFromMs: NOW }],
  [
    'bounds of all kinds',
    { perEvent: 5, perMember: { points: 50, times: 9 }, perMemberDay: { points: 10 }, priority: 9 },
  ],
  [
    'budgets of all kinds',
    { budget: { points: 1_000, times: 100, perDay: { points: 100 } }, forecastPointsPerDay: 100 },
  ],
  ['another event', { rules: [{ when: 'birthday', effects: [points(88)] }] }],
])('%s is published', async (_name, given) => {
  const programme = await Programme.start()
  expect(dataOf(await publishingCampaign(programme, 'spring', given))).toMatchObject({ state: 'published', version: 1 })
})

test.each<[string, CampaignDraft, string, string]>([
  ['no title', { title: undefined }, 'title', '必填'],
  ['a title of 21 characters', { title: '春'.repeat(21) }, 'title', '最多 20 个字'],
  ['no kind', { kind: undefined }, 'kind', '必填'],
  ['a kind that nobody has', { kind: 'bargain' }, 'kind', '只能写 rules'],
  ['a misspelt name', { budgit: { points: 5 } }, 'budgit', '没有这一项，多半是名字写错了'],
  ['a moment as text', { fromMs: '2026-03-10' }, 'fromMs', '要填数字'],
  ['a moment in seconds', { fromMs: 1_773_108_000 }, 'fromMs', '要写毫秒，例如 1773100800000'],
  ['an end before its beginning', { untilMs: NOW }, 'untilMs', '要晚于 fromMs'],
  ['an end that is over', { fromMs: NOW - 2 * DAY, untilMs: NOW - DAY }, 'untilMs', '已经过去了；不再用的草稿可以删掉'],
  ['years', { untilMs: NOW + 401 * DAY }, 'untilMs', '一次活动最长 400 天'],
  ['a warm-up after its beginning', { warmUpFromMs: NOW }, 'warmUpFromMs', '要早于 fromMs'],
  ['no rules', { rules: [] }, 'rules', '不能空着'],
  ['a rule without effects', { rules: [rule()] }, 'rules.0.effects', '不能空着'],
  ['rules as one', { rules: rule(points(5)) }, 'rules', '要填一组，写在 [ ] 里'],
  [
    'an unknown condition',
    { rules: [{ ...rule(points(5)), conditions: [{ code: 'full_moon' }] }] },
    'rules.0.conditions.0.code',
    '之一',
  ],
  ['an unknown effect', { rules: [rule({ code: 'cash' })] }, 'rules.0.effects.0.code', '之一'],
  [
    'an effect of the programme alone',
    { rules: [rule({ code: 'points_by_ladder', ladder: [5] })] },
    'rules.0.effects.0.code',
    '之一',
  ],
  ['a wrong argument', { rules: [rule(points(0))] }, 'rules.0.effects.0.points', '最小 1'],
  [
    'an argument too many',
    { rules: [rule({ ...points(5), fen: 5 })] },
    'rules.0.effects.0.fen',
    '没有这一项，多半是名字写错了',
  ],
  ['points in fractions', { rules: [rule(points(1.5))] }, 'rules.0.effects.0.points', '要填整数'],
  ['an event nobody knows', { rules: [{ ...rule(points(5)), when: 'moon_landed' }] }, 'rules.0.when', '之一'],
  [
    'a rule for sharing',
    { rules: [{ ...rule(points(5)), when: 'shared' }] },
    'rules.0.when',
    '分享、转发、邀请本身不能给奖励',
  ],
  [
    'a rule for passing on',
    { rules: [{ ...rule(points(5)), when: '转发' }] },
    'rules.0.when',
    '分享、转发、邀请本身不能给奖励',
  ],
  ['a title that induces to share', { title: '分享得积分' }, 'title', '有诱导分享或者夸大的字样'],
  ['a text that induces to share', { text: '转发到朋友圈，再得一次' }, 'text', '有诱导分享或者夸大的字样'],
  [
    'words of a rule that do',
    { rules: [rule({ ...points(5), for: '转发奖励' })] },
    'rules.0.effects.0.for',
    '有诱导分享或者夸大的字样',
  ],
  [
    'a budget below one award',
    { budget: { points: 4 }, rules: [rule(points(5))] },
    'budget.points',
    '不够发一次：一次要 5',
  ],
  [
    'a budget of a day below one award',
    { budget: { perDay: { points: 4 } }, rules: [rule(points(5))] },
    'budget.perDay.points',
    '不够发一次：一次要 5',
  ],
  ['no budget in a budget', { budget: {} }, 'budget', '不能空着'],
  ['a budget of nothing', { budget: { points: 0 } }, 'budget.points', '最小 1'],
  [
    'more a day than in all',
    { budget: { points: 100, perDay: { points: 101 } } },
    'budget.perDay.points',
    '不能比 budget.points 大',
  ],
  [
    'stores where nothing happens in one',
    { budget: { perStore: { points: 100 } } },
    'budget.perStore',
    '规则里没有在门店发生的事件，分不出门店',
  ],
  [
    'more for a member a day than in all',
    { perMember: { points: 10 }, perMemberDay: { points: 11 } },
    'perMemberDay.points',
    '不能比 perMember.points 大',
  ],
  [
    'a forecast without a budget',
    { forecastPointsPerDay: 100 },
    'forecastPointsPerDay',
    '要先写 budget.points，才知道发得有多快',
  ],
  [
    'whom it is for by what happens',
    { audience: [{ code: 'amount_at_least', fen: 100 }] },
    'audience.0.code',
    '只能写和会员本人有关的条件',
  ],
  [
    'whom it is for with a wrong argument',
    { audience: [{ code: 'tier_is', tiers: [] }] },
    'audience.0.tiers',
    '不能空着',
  ],
  [
    'steps that overlap',
    { rules: [{ when: 'order_paid', effects: [steps([10_000, 10], [10_000, 30])] }] },
    'rules.0.effects.0.steps.1.fen',
    '要比前一档大，档位不能重叠',
  ],
  [
    'steps that give less',
    { rules: [{ when: 'order_paid', effects: [steps([10_000, 30], [20_000, 30])] }] },
    'rules.0.effects.0.steps.1.points',
    '要比前一档多',
  ],
  [
    'two ladders of steps',
    {
      rules: [
        { when: 'order_paid', effects: [steps([100, 1])] },
        { when: 'order_paid', effects: [steps([200, 2])] },
      ],
    },
    'rules.1.effects.0',
    '一个活动只能有一组阶梯，满额是按整个活动累计的',
  ],
  [
    'a picture from elsewhere',
    { picture: 'https://example.com/a.png' },
    'picture',
    '要填云存储的文件编号，cloud:// 开头',
  ],
])('%s is refused, and what was published before stays', async (_name, given, path, message) => {
  const programme = await Programme.start()
  await publishCampaign(programme, 'spring', { fromMs: NOW + DAY })
  const reply = await publishingCampaign(programme, 'spring', { fromMs: NOW, untilMs: NOW + 30 * DAY, ...given })
  expect(reply).toMatchObject({ code: 'invalid_document' })
  const { findings } = dataOf(await programme.ops()('ops.doctor', {}))
  const found = findings.find((finding) => finding.path === `spring.${path}`)
  expect(found?.text).toContain(message)
  const before = await programme.store.get(
    { name: 'published', indexes: [], rule: { read: false, write: false } },
    'campaigns|spring|2',
  )
  expect(before).toBeNull()
})

test('an id of more than 24 characters is refused', async () => {
  const programme = await Programme.start()
  expect(await publishingCampaign(programme, 'a'.repeat(25))).toMatchObject({
    code: 'invalid_document',
    params: { path: `campaigns.${'a'.repeat(25)}._id`, message: '只能用字母、数字、_ 和 -，最多 24 个' },
  })
})

const BEGUN = {
  fromMs: NOW,
  untilMs: NOW + 10 * DAY,
  budget: { points: 1_000, perDay: { points: 100 } },
  perMember: { points: 50 },
  perEvent: 10,
}

test.each<[string, CampaignDraft]>([
  ['pausing it', { isPaused: true }],
  ['other words', { title: '春天', text: '新的说明' }],
  ['a later end', { untilMs: NOW + 11 * DAY }],
  ['more budget', { budget: { points: 1_001, perDay: { points: 101 } } }],
  ['no budget', { budget: undefined }],
  ['more for a member', { perMember: { points: 51 }, perEvent: 11 }],
  ['no bound for a member', { perMember: undefined, perEvent: undefined }],
  ['other points', { rules: [rule(points(8))] }],
  ['another rule', { rules: [rule(points(10)), { when: 'birthday', effects: [points(8)] }] }],
])('once it has begun, %s is published', async (_name, given) => {
  const programme = await Programme.start()
  await publishCampaign(programme, 'spring', BEGUN)
  expect(dataOf(await publishingCampaign(programme, 'spring', { ...BEGUN, ...given })).version).toBe(2)
})

test.each<[string, CampaignDraft, string]>([
  ['another beginning', { fromMs: NOW + DAY }, 'fromMs'],
  ['an earlier end', { untilMs: NOW + 9 * DAY }, 'untilMs'],
  ['less budget', { budget: { points: 999, perDay: { points: 100 } } }, 'budget.points'],
  ['a smaller day', { budget: { points: 1_000, perDay: { points: 99 } } }, 'budget.perDay.points'],
  ['a budget of times beside it', { budget: { ...BEGUN.budget, times: 5 } }, 'budget.times'],
  ['less for a member', { perMember: { points: 49 } }, 'perMember.points'],
  ['a bound of a day', { perMemberDay: { points: 50 } }, 'perMemberDay.points'],
  ['less at once', { perEvent: 9 }, 'perEvent'],
  ['for some only', { audience: [{ code: 'tier_is', tiers: ['silver'] }] }, 'audience'],
])('once it has begun, %s is refused', async (_name, given, path) => {
  const programme = await Programme.start()
  await publishCampaign(programme, 'spring', BEGUN)
  expect(await publishingCampaign(programme, 'spring', { ...BEGUN, ...given })).toMatchObject({
    code: 'invalid_document',
    params: { path: `campaigns.spring.${path}` },
  })
})

test('before it begins all may change, but no longer its beginning once that was announced', async () => {
  const programme = await Programme.start()
  const given = { fromMs: NOW + 2 * DAY, untilMs: NOW + 5 * DAY, warmUpFromMs: NOW + DAY, budget: { points: 100 } }
  await publishCampaign(programme, 'spring', given)
  const other = { ...given, fromMs: NOW + 3 * DAY, budget: { points: 50 } }
  expect(dataOf(await publishingCampaign(programme, 'spring', other)).version).toBe(2)
  programme.at('2026-03-11T10:00:00+08:00')
  expect(await publishingCampaign(programme, 'spring', given)).toMatchObject({
    params: { path: 'campaigns.spring.fromMs', message: '已经开始预热，开始时间告诉了会员，不能改' },
  })
})

test('what is over may have other words and nothing else', async () => {
  const programme = await Programme.start()
  await publishCampaign(programme, 'spring', BEGUN)
  programme.at('2026-03-20T10:00:00+08:00')
  expect(dataOf(await publishingCampaign(programme, 'spring', { ...BEGUN, text: '谢谢大家' })).version).toBe(2)
  const again = await publishingCampaign(programme, 'spring', { ...BEGUN, untilMs: NOW + 30 * DAY })
  expect(again).toMatchObject({ params: { message: '活动已经结束；再办一次请新建一个活动' } })
})

test('another kind is another campaign; a draft alone has no effect', async () => {
  const programme = await Programme.start()
  await draftCampaign(programme, 'spring', {})
  expect(codeOf(await programme.member('o-mei')('campaigns.view', { campaignId: 'spring' }))).toBe('not_a_member')
  expect(dataOf(await programme.ops()('ops.doctor', {})).unpublished).toMatchObject([
    { kind: 'campaigns', id: 'spring' },
  ])
})
