import * as z from 'zod/mini'
import { publishCampaign } from '../../../test/kit/campaigns'
import { dataOf, joined, Programme } from '../../../test/kit/programme'
import { bought, buying, refunding, shopper, shopWith } from '../../../test/kit/purchases'
import { ruledBy, ruleOf, termsNamed } from '../../../test/kit/ruled'
import { workOn } from '../../../test/kit/work-on'
import { Refusal } from '../../kernel/refusal'
import { defineEffect } from './definitions'
import type { Clause, RuleEvent } from './domain/rule'
import { compiledRuleOf, effects } from './in-force'
import { problemsOfRules } from './problems'
import { promiseOf } from './promise'

const at = (moment: string) => Date.parse(`${moment}+08:00`)

test.each<[string, Clause, string, boolean]>([
  ['the last second of a Friday', { code: 'on_weekdays', days: [5] }, '2026-03-13T23:59:59', true],
  ['the first of the Saturday after it', { code: 'on_weekdays', days: [5] }, '2026-03-14T00:00:00', false],
  ['a Sunday', { code: 'on_weekdays', days: [6, 7] }, '2026-03-15T12:00:00', true],
  ['a Monday long ago', { code: 'on_weekdays', days: [1] }, '2025-12-29T00:00:00', true],
  ['the second before', { code: 'between_hours', from: 8, until: 10 }, '2026-03-10T07:59:59', false],
  ['the first second', { code: 'between_hours', from: 8, until: 10 }, '2026-03-10T08:00:00', true],
  ['the last second', { code: 'between_hours', from: 8, until: 10 }, '2026-03-10T09:59:59', true],
  ['the second after', { code: 'between_hours', from: 8, until: 10 }, '2026-03-10T10:00:00', false],
  ['the last second of the day', { code: 'between_hours', from: 22, until: 24 }, '2026-03-10T23:59:59', true],
  ['past midnight', { code: 'between_hours', from: 22, until: 2 }, '2026-03-11T01:59:59', true],
  ['after it', { code: 'between_hours', from: 22, until: 2 }, '2026-03-11T02:00:00', false],
])('by the time of the shops, %s: %j at %s is %s', async (_, clause, moment, holds) => {
  const work = workOn(await Programme.start())
  const [check] = compiledRuleOf(work, ruleOf(termsNamed('c'), { conditions: [clause] })).checks
  expect(check?.definition.holds({ at: at(moment) }, check.args)).toBe(holds)
})

test('the first order gives once, and again when it was brought back whole', async () => {
  const programme = await shopWith({ welcomePoints: 0, holdDays: 0 })
  const { memberId } = await shopper(programme)
  const rules = [ruleOf(termsNamed('first'), { conditions: [{ code: 'first_order' }] })]
  const work = ruledBy(programme, () => rules)
  const buy = async (orderNo: string) => {
    const order = await buying(programme, { memberId, orderNo, amountFen: 1_000 }, work())
    return order instanceof Refusal ? order.code : order.award?.points
  }
  expect([await buy('A-1'), await buy('A-2')]).toEqual([20, 10])
  await refunding(programme, { orderNo: 'A-1', amountFen: 1_000 }, work())
  expect(await buy('A-3')).toBe(10)
  await refunding(programme, { orderNo: 'A-2', amountFen: 1_000 }, work())
  await refunding(programme, { orderNo: 'A-3', amountFen: 1_000 }, work())
  expect(await buy('A-4')).toBe(20)
})

test('who joined so lately, and whose month it is, is read of the member only while the rest holds', async () => {
  const programme = await shopWith({ welcomePoints: 0, holdDays: 0 })
  programme.at('2026-03-10T23:59:59+08:00')
  const ask = programme.member('o-mei')
  const { memberId } = dataOf(await ask('members.join', { consentVersion: '1', birthday: '04-01' }))
  const fen = { code: 'amount_at_least', fen: 1_000 }
  const rules = [
    ruleOf(termsNamed('new'), { conditions: [{ code: 'joined_within', days: 2 }, fen] }),
    ruleOf(termsNamed('month'), { conditions: [{ code: 'birthday_month' }, fen] }),
  ]
  const work = ruledBy(programme, () => rules)
  const buy = async (orderNo: string, amountFen = 1_000) => {
    const order = await buying(programme, { memberId, orderNo, amountFen }, work())
    return order instanceof Refusal ? order.code : order.award?.points
  }
  expect(await buy('A-1')).toBe(20)
  expect(await buy('A-2', 900)).toBe(9)
  programme.nowMs += 1_000
  expect(await buy('A-3')).toBe(20)
  programme.advanceDays(1)
  expect(await buy('A-4')).toBe(10)
  programme.at('2026-03-31T23:59:59+08:00')
  expect(await buy('A-5')).toBe(10)
  programme.nowMs += 1_000
  expect(await buy('A-6')).toBe(20)
})

const points = { code: 'points_fixed', points: 5, for: '活动' }

test.each<[string, { when?: string; conditions?: readonly Clause[]; effects?: readonly Clause[] }, string]>([
  ['an event that nobody emits', { when: 'friend_invited' }, 'rules.0.when'],
  ['a share', { when: 'shared' }, 'rules.0.when'],
  ['an unknown condition', { conditions: [{ code: 'full_moon' }] }, 'rules.0.conditions.0.code'],
  ['an unknown effect', { effects: [points, { code: 'free_points' }] }, 'rules.0.effects.1.code'],
  ['nothing to give', { effects: [] }, 'rules.0.effects'],
  ['a condition on another event', { conditions: [{ code: 'streak_reaches', days: 7 }] }, 'rules.0.conditions.0.code'],
  ['an argument out of its range', { conditions: [{ code: 'amount_at_least', fen: 0 }] }, 'rules.0.conditions.0.fen'],
  ['an argument too many', { conditions: [{ code: 'first_order', often: 2 }] }, 'rules.0.conditions.0.often'],
  ['a weekday twice', { conditions: [{ code: 'on_weekdays', days: [1, 1] }] }, 'rules.0.conditions.0.days'],
  [
    'an hour that ends as it begins',
    { conditions: [{ code: 'between_hours', from: 3, until: 3 }] },
    'rules.0.conditions.0',
  ],
  [
    'a rate that adds nothing',
    { effects: [{ code: 'points_multiplied', rateBps: 10_000 }] },
    'rules.0.effects.0.rateBps',
  ],
  [
    'steps that overlap',
    {
      effects: [
        {
          code: 'points_steps',
          steps: [
            { fen: 200, points: 2 },
            { fen: 200, points: 3 },
          ],
        },
      ],
    },
    'rules.0.effects.0.steps',
  ],
  [
    'an effect of the programme alone',
    { effects: [{ code: 'points_by_ladder', ladder: [1] }] },
    'rules.0.effects.0.code',
  ],
])('%s is refused by its path, in Chinese', async (_, part, path) => {
  const work = workOn(await Programme.start())
  const rule = { when: 'order_paid', conditions: [], effects: [points], ...part }
  const problems = problemsOfRules(work, [rule], 'rules')
  expect(problems.map((problem) => problem.path)).toContain(path)
  for (const { message } of problems) expect(message).toMatch(/[\u4e00-\u9fff]/)
})

test('rules that bring about what they listen to, themselves or one by another, are refused; one that does not is not', async () => {
  const causing = (code: string, cause: RuleEvent) =>
    effects.with(
      defineEffect({
        code,
        causes: [cause],
        args: z.strictObject({}),
        promise: () => code,
        text: () => code,
        intents: () => [],
      }),
    )
  const extensions = [causing('lifts', 'tier_changed'), causing('hands_out', 'reward_redeemed')]
  const work = ruledBy(await Programme.start(), () => [], extensions)()
  const rule = (when: string, code: string) => ({ when, conditions: [], effects: [{ code }] })
  const pathsOf = (...rules: readonly ReturnType<typeof rule>[]) =>
    problemsOfRules(work, rules, 'rules').map(({ path }) => path)
  expect(pathsOf(rule('tier_changed', 'lifts'))).toEqual(['rules.0.effects'])
  expect(pathsOf(rule('reward_redeemed', 'lifts'))).toEqual([])
  expect(pathsOf(rule('reward_redeemed', 'lifts'), rule('tier_changed', 'hands_out'))).toEqual([
    'rules.0.effects',
    'rules.1.effects',
  ])
  expect(problemsOfRules(work, [{ when: 'order_paid', conditions: [], effects: [points] }], 'rules')).toEqual([])
})

test.each<[RuleEvent, readonly Clause[], readonly Clause[], string]>([
  ['order_paid', [], [{ code: 'points_multiplied', rateBps: 15_000 }], '消费：积分按 1.5 倍得'],
  [
    'order_paid',
    [
      { code: 'on_weekdays', days: [7, 6] },
      { code: 'amount_at_least', fen: 10_000 },
    ],
    [
      {
        code: 'points_steps',
        steps: [
          { fen: 10_000, points: 10 },
          { fen: 30_000, points: 50 },
        ],
      },
    ],
    '消费：在周六、周日，消费满 100 元，活动期间累计消费满 100 元共得 10，满 300 元共得 50 积分',
  ],
])('a rule on %s promises what it is', async (when, conditions, effects, promise) => {
  const work = workOn(await Programme.start())
  const rule = ruleOf(termsNamed('c'), { when, conditions, effects })
  expect(promiseOf(work, rule, { points: '积分' })).toBe(promise)
})

test('what a purchase did not count for says what is missing, the nearest first', async () => {
  const programme = await shopWith({ welcomePoints: 0, holdDays: 0 })
  const { memberId, ask } = await shopper(programme)
  const one = (conditions: readonly Clause[], more: object = {}) => ({
    rules: [{ when: 'order_paid', conditions, effects: [points], ...more }],
  })
  await publishCampaign(
    programme,
    'far',
    one([
      { code: 'amount_at_least', fen: 9_000 },
      { code: 'on_weekdays', days: [7] },
    ]),
  )
  await publishCampaign(programme, 'near', { title: '满五十', ...one([{ code: 'amount_at_least', fen: 5_000 }]) })
  await publishCampaign(programme, 'best', { title: '大礼', ...one([], { stackingGroup: 'g' }), priority: 9 })
  await publishCampaign(programme, 'less', { title: '小礼', ...one([], { stackingGroup: 'g' }) })
  await bought(programme, { memberId, amountFen: 4_500 })
  const { misses, campaigns } = dataOf(await ask('points.explain', { seq: 1 }))
  expect(campaigns?.map(({ campaignId }) => campaignId)).toEqual(['best'])
  expect(misses).toEqual([
    { campaignId: 'less', title: '小礼', sentence: '和「大礼」不能同时享受，已按更多的算。' },
    { campaignId: 'near', title: '满五十', sentence: '要消费满 50 元才有，还差 5 元。' },
    expect.objectContaining({ campaignId: 'far' }),
  ])
})

test('nobody is told of campaigns that are none of an event', async () => {
  const programme = await Programme.start()
  const { ask } = await joined(programme, 'o-mei')
  const told = dataOf(await ask('points.explain', { seq: 1 }))
  expect(told).not.toHaveProperty('misses')
  expect(told).not.toHaveProperty('campaigns')
})
