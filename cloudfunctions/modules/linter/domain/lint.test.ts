import type { CampaignDraft } from './draft'
import { lint } from './lint'
import { SHOP, sound } from './shop.fixture'

const rule = { when: 'order_paid', conditions: [], effects: [] } as const
const fixed = (points: number) => ({ code: 'points_fixed', points, for: '活动奖励' })
const doubled = (rateBps: number) => ({ code: 'points_multiplied', rateBps })
const from100 = { code: 'amount_at_least', fen: 10_000 }
const at = (moment: string) => Date.parse(`${moment}+08:00`)

const facts = {
  organiser: '老山茶铺',
  contact: '0571-88880000',
  conditions: '会员每天签到得一次机会',
  drawTime: '活动期间随时',
  drawMethod: '转盘随机',
  claimTime: '中奖后 30 天内',
  claimConditions: '出示会员码',
  claimMethod: '到店领取',
  delivery: '到店自取',
  forfeiture: '逾期不领视为放弃',
  prizeRules: '券满 5 元可用',
  minors: '未成年人请由监护人陪同',
}

interface Planted {
  readonly fault: string
  readonly clean: CampaignDraft
  readonly edit: Partial<CampaignDraft>
  readonly code: string
  readonly path: string
}

const ladder = (...steps: readonly (readonly [fen: number, points: number])[]) => ({
  code: 'points_steps',
  steps: steps.map(([fen, points]) => ({ fen, points })),
})

/** Each is a sound campaign and one edit that spoils it. */
const PLANTED: readonly Planted[] = [
  {
    fault: 'redeeming brings more than it costs',
    clean: sound({
      rules: [
        {
          when: 'reward_redeemed',
          conditions: [{ code: 'of_reward', rewards: ['five-off'] }],
          effects: [fixed(50)],
        },
      ],
    }),
    edit: {
      rules: [
        {
          when: 'reward_redeemed',
          conditions: [{ code: 'of_reward', rewards: ['five-off'] }],
          effects: [fixed(500)],
        },
      ],
    },
    code: 'earn_spend_loop',
    path: 'rules.0.effects',
  },
  {
    fault: 'a coupon brings the next one of its own',
    clean: sound({
      rules: [
        {
          when: 'coupon_used',
          conditions: [{ code: 'of_template', templates: ['five'] }],
          effects: [{ code: 'coupon', templateId: 'ten' }],
        },
      ],
    }),
    edit: {
      rules: [
        {
          when: 'coupon_used',
          conditions: [{ code: 'of_template', templates: ['five'] }],
          effects: [{ code: 'coupon', templateId: 'five' }],
        },
      ],
    },
    code: 'coupon_loop',
    path: 'rules.0.effects.0',
  },
  {
    fault: 'a refund brings points',
    clean: sound({
      rules: [
        {
          ...rule,
          when: 'order_refunded',
          effects: [{ code: 'inbox_message', title: '退款到账', text: '欢迎再来坐坐' }],
        },
      ],
    }),
    edit: { rules: [{ ...rule, when: 'order_refunded', effects: [fixed(20)] }] },
    code: 'refund_farming',
    path: 'rules.0.when',
  },
  {
    fault: 'a coupon is there before the goods can no longer be given back',
    clean: sound({
      rules: [{ when: 'order_vested', conditions: [from100], effects: [{ code: 'coupon', templateId: 'five' }] }],
    }),
    edit: {
      rules: [{ when: 'order_paid', conditions: [from100], effects: [{ code: 'coupon', templateId: 'five' }] }],
    },
    code: 'refund_farming',
    path: 'rules.0.effects.0',
  },
  {
    fault: "a friend's first order brings what stays when it is given back",
    clean: sound({
      rules: [
        {
          when: 'friend_qualified',
          conditions: [],
          effects: [{ code: 'inbox_message', title: '谢谢', text: '朋友来过了' }],
        },
      ],
    }),
    edit: { rules: [{ when: 'friend_qualified', conditions: [], effects: [fixed(20)] }] },
    code: 'friend_refunds',
    path: 'rules.0.when',
  },
  {
    fault: 'an order of a cent brings as much as one of a hundred yuan',
    clean: sound({
      rules: [{ ...rule, conditions: [from100], effects: [fixed(20)] }],
      perMember: undefined,
      budget: { points: 50_000 },
    }),
    edit: { rules: [{ ...rule, effects: [fixed(20)] }] },
    code: 'split_orders',
    path: 'rules.0.conditions',
  },
  {
    fault: 'points, tier and other campaigns together give back more than is paid',
    clean: sound({
      rules: [{ ...rule, conditions: [from100], effects: [fixed(200)] }],
      perMember: undefined,
      budget: { points: 50_000 },
    }),
    edit: { rules: [{ ...rule, conditions: [from100], effects: [fixed(20_000)] }] },
    code: 'stacks_below_cost',
    path: 'rules.0.effects',
  },
  {
    fault: 'a multiplier multiplies what another has multiplied',
    clean: sound({ rules: [{ ...rule, effects: [doubled(30_000)] }], compounds: false }),
    edit: { compounds: true },
    code: 'compounding',
    path: 'compounds',
  },
  {
    fault: 'a fact that the regulation asks for is missing',
    clean: sound({ kind: 'wheel', rules: [], disclosure: facts, prizes: [{ name: '茶礼盒', valueFen: 20_000 }] }),
    edit: { disclosure: { ...facts, claimTime: '' } },
    code: 'missing_disclosure',
    path: 'disclosure.claimTime',
  },
  {
    fault: 'a prize is worth more than fifty thousand yuan',
    clean: sound({ kind: 'wheel', rules: [], disclosure: facts, prizes: [{ name: '金饰', valueFen: 5_000_000 }] }),
    edit: { prizes: [{ name: '金饰', valueFen: 5_000_100 }] },
    code: 'prize_too_dear',
    path: 'prizes.0.valueFen',
  },
  {
    fault: 'the text asks to share for a gain',
    clean: sound({ text: '周末来店里坐坐，消费得双倍积分。' }),
    edit: { text: '转发到朋友圈，再得双倍积分。' },
    code: 'induces_sharing',
    path: 'text',
  },
  {
    fault: 'the text promises what the budget does not',
    clean: sound({ text: '送完为止。', budget: { points: 50_000 } }),
    edit: { text: '人人有份，不限量。' },
    code: 'untrue_words',
    path: 'text',
  },
  {
    fault: 'it was over before it began',
    clean: sound({ fromMs: at('2026-03-01T00:00'), untilMs: at('2026-03-31T00:00') }),
    edit: { untilMs: at('2026-03-05T00:00') },
    code: 'over_already',
    path: 'untilMs',
  },
  {
    fault: 'its weekday never comes',
    clean: sound({
      fromMs: at('2026-04-06T00:00'),
      untilMs: at('2026-04-11T00:00'),
      rules: [{ ...rule, conditions: [{ code: 'on_weekdays', days: [5] }], effects: [doubled(20_000)] }],
    }),
    edit: { untilMs: at('2026-04-10T00:00') },
    code: 'dead_dates',
    path: 'rules.0.conditions.0.days',
  },
  {
    fault: 'its hours never come',
    clean: sound({
      fromMs: at('2026-04-06T09:00'),
      untilMs: at('2026-04-06T18:00'),
      rules: [{ ...rule, conditions: [{ code: 'between_hours', from: 14, until: 17 }], effects: [doubled(20_000)] }],
    }),
    edit: {
      rules: [{ ...rule, conditions: [{ code: 'between_hours', from: 19, until: 22 }], effects: [doubled(20_000)] }],
    },
    code: 'dead_dates',
    path: 'rules.0.conditions.0',
  },
  {
    fault: 'the audience and the rule ask for different tiers',
    clean: sound({
      audience: [{ code: 'tier_is', tiers: ['silver', 'gold'] }],
      rules: [{ ...rule, conditions: [{ code: 'tier_is', tiers: ['gold'] }], effects: [doubled(20_000)] }],
    }),
    edit: { audience: [{ code: 'tier_is', tiers: ['silver'] }] },
    code: 'nobody_meets',
    path: 'rules.0.conditions.0',
  },
  {
    fault: 'who has just joined cannot have so long a streak',
    clean: sound({
      audience: [{ code: 'joined_within', days: 30 }],
      rules: [{ when: 'checked_in', conditions: [{ code: 'streak_reaches', days: 7 }], effects: [fixed(20)] }],
    }),
    edit: { audience: [{ code: 'joined_within', days: 3 }] },
    code: 'nobody_meets',
    path: 'rules.0.conditions.0',
  },
  {
    fault: 'there is no such store',
    clean: sound({
      rules: [{ ...rule, conditions: [{ code: 'at_store', stores: ['west'] }], effects: [doubled(20_000)] }],
    }),
    edit: { rules: [{ ...rule, conditions: [{ code: 'at_store', stores: ['north'] }], effects: [doubled(20_000)] }] },
    code: 'nobody_meets',
    path: 'rules.0.conditions.0.stores',
  },
  {
    fault: 'the coupon that it gives was never published',
    clean: sound({
      rules: [{ when: 'order_vested', conditions: [from100], effects: [{ code: 'coupon', templateId: 'ten' }] }],
    }),
    edit: {
      rules: [{ when: 'order_vested', conditions: [from100], effects: [{ code: 'coupon', templateId: 'tenn' }] }],
    },
    code: 'not_published',
    path: 'rules.0.effects.0.templateId',
  },
  {
    fault: 'the coupon ends before the campaign does',
    clean: sound({
      rules: [{ when: 'order_vested', conditions: [from100], effects: [{ code: 'coupon', templateId: 'april' }] }],
    }),
    edit: { untilMs: at('2026-05-03T00:00') },
    code: 'expires_first',
    path: 'rules.0.effects.0.templateId',
  },
  {
    fault: 'there are fewer coupons than it means to give',
    clean: sound({
      rules: [{ when: 'order_vested', conditions: [from100], effects: [{ code: 'coupon', templateId: 'april' }] }],
      budget: { times: 100 },
    }),
    edit: { budget: { times: 1_000 } },
    code: 'stock_short',
    path: 'rules.0.effects.0.templateId',
  },
  {
    fault: 'the reward that it is about cannot be had',
    clean: sound({
      rules: [
        { when: 'reward_redeemed', conditions: [{ code: 'of_reward', rewards: ['five-off'] }], effects: [fixed(9)] },
      ],
    }),
    edit: {
      rules: [
        { when: 'reward_redeemed', conditions: [{ code: 'of_reward', rewards: ['winter'] }], effects: [fixed(9)] },
      ],
    },
    code: 'not_on_sale',
    path: 'rules.0.conditions.0.rewards',
  },
  {
    fault: 'the wheel that its chances are for ends first',
    clean: sound({
      rules: [
        { when: 'checked_in', conditions: [], effects: [{ code: 'draw_chance', campaignId: 'wheel', times: 1 }] },
      ],
    }),
    edit: { untilMs: at('2026-06-10T00:00') },
    code: 'expires_first',
    path: 'rules.0.effects.0.campaignId',
  },
  {
    fault: 'the benefit that it gives is none of any tier',
    clean: sound({
      rules: [{ when: 'birthday', conditions: [], effects: [{ code: 'benefit', benefitId: 'tea', times: 1 }] }],
    }),
    edit: { rules: [{ when: 'birthday', conditions: [], effects: [{ code: 'benefit', benefitId: 'tee', times: 1 }] }] },
    code: 'not_published',
    path: 'rules.0.effects.0.benefitId',
  },
  {
    fault: 'the budget is gone on the first day',
    clean: sound({ budget: { points: 60_000 }, forecastPointsPerDay: 2_000 }),
    edit: { budget: { points: 2_000 } },
    code: 'budget_ends_in_a_day',
    path: 'budget.points',
  },
  {
    fault: 'a cap is below the award',
    clean: sound({ rules: [{ ...rule, conditions: [from100], effects: [fixed(50)] }], perEvent: 50 }),
    edit: { perEvent: 40 },
    code: 'award_above_limit',
    path: 'rules.0.effects.0.points',
  },
  {
    fault: 'the highest step is above what a member may have',
    clean: sound({
      rules: [{ ...rule, effects: [ladder([20_000, 50], [50_000, 150])] }],
      perMember: { points: 150 },
    }),
    edit: { rules: [{ ...rule, effects: [ladder([20_000, 50], [50_000, 300])] }] },
    code: 'unreachable_step',
    path: 'rules.0.effects.0.steps.1',
  },
  {
    fault: 'the limit of a day is above that of the whole',
    clean: sound({ perMemberDay: { points: 100 }, perMember: { points: 500 } }),
    edit: { perMemberDay: { points: 1_000 } },
    code: 'limit_never_binds',
    path: 'perMemberDay.points',
  },
  {
    fault: 'a rule is never the best of its stacking group',
    clean: sound({ rules: [{ ...rule, effects: [doubled(30_000)], stackingGroup: 'season' }] }),
    edit: { rules: [{ ...rule, effects: [doubled(15_000)], stackingGroup: 'season' }] },
    code: 'never_best',
    path: 'rules.0.stackingGroup',
  },
  {
    fault: 'nothing bounds it',
    clean: sound({ perMember: { points: 2_000 } }),
    edit: { perMember: undefined },
    code: 'no_ceiling',
    path: 'rules.0',
  },
]

test('there are more than twenty faults, each of another campaign', () => {
  expect(PLANTED.length).toBeGreaterThan(20)
  const drafts = PLANTED.map(({ clean, edit }) => JSON.stringify([clean, edit]))
  expect(new Set(drafts).size).toBe(PLANTED.length)
})

test.each(PLANTED)('nothing is found in the sound campaign of: $fault', ({ clean }) => {
  expect(lint(clean, SHOP)).toEqual([])
})

test.each(PLANTED)('it is found that $fault', ({ clean, edit, code, path }) => {
  const found = lint({ ...clean, ...edit }, SHOP)
  expect(found.map((one) => ({ code: one.code, path: one.path }))).toContainEqual({ code, path })
  for (const { what, todo } of found) expect([what, todo].join('')).not.toMatch(/undefined|NaN/)
})

test('a fault of money says how somebody gains by it', () => {
  const MONEY = [
    'earn_spend_loop',
    'refund_farming',
    'friend_refunds',
    'coupon_loop',
    'split_orders',
    'stacks_below_cost',
  ]
  const found = PLANTED.flatMap(({ clean, edit }) => lint({ ...clean, ...edit }, SHOP))
  const money = found.filter(({ code }) => MONEY.includes(code))
  expect(money.length).toBeGreaterThan(5)
  for (const { acts } of money) expect(acts?.length).toBeGreaterThan(0)
})

test('errors come before warnings', () => {
  const draft = sound({ perMember: undefined, text: '人人有份' })
  expect(lint(draft, SHOP).map(({ severity }) => severity)).toEqual(['error', 'warning'])
})
