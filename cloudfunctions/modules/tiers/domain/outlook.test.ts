import { withOrderGrowth } from './earning'
import type { Tier } from './ladder'
import { outlookOf } from './outlook'
import { NEW_STANDING, type Standing, standingOn, type TierRules } from './standing'
import {
  causeText,
  dayText,
  fallenText,
  graceText,
  keepText,
  nextText,
  noticeText,
  rateText,
  reachedText,
} from './wording'

const tier = (order: number, name: string, growthAtLeast: number, ordersAtLeast: number | null = null): Tier => ({
  tierId: `t${order}`,
  name,
  order,
  growthAtLeast,
  ordersAtLeast,
  rateBps: 10_000,
  benefits: [],
})
const LADDER = [tier(1, '普通会员', 0), tier(2, '银卡', 1_000, 10), tier(3, '金卡', 2_000, 12), tier(4, '黑卡', 5_000)]
const ROLLING: TierRules = { ladder: LADDER, window: 'rolling_12_months', graceDays: 30, downgrade: 'one_down' }
const YEARLY: TierRules = { ...ROLLING, window: 'calendar_year' }
const EVER: TierRules = { ...ROLLING, window: 'lifetime' }

/** Orders on their days, each of so many fen. */
function bought(rules: TierRules, ...orders: readonly (readonly [on: string, fen: number])[]): Standing {
  return orders.reduce((standing, [on, amountFen]) => {
    const orders = amountFen > 0 ? 1 : 0
    return withOrderGrowth(standing, rules, on, { amountFen, orders, on, cause: orders ? 'order' : 'refund' })
  }, NEW_STANDING)
}
const seen = (rules: TierRules, standing: Standing, today: string) =>
  outlookOf(standingOn(standing, rules, today), rules, today)

test.each<[string, TierRules, readonly (readonly [string, number])[], string, string | null]>([
  ['a year', YEARLY, [['2026-03-10', 1_620_00]], '2026-03-10', '再消费 380 元或 11 单，12月31日前升金卡'],
  ['its last day', YEARLY, [['2026-03-10', 1_620_00]], '2026-12-31', '再消费 380 元或 11 单，12月31日前升金卡'],
  ['the next year', YEARLY, [['2026-03-10', 1_620_00]], '2027-01-01', '再消费 2,000 元或 12 单，12月31日前升金卡'],
  ['nothing bought', YEARLY, [], '2026-03-10', '再消费 1,000 元或 10 单，12月31日前升银卡'],
  ['nothing bought', ROLLING, [], '2026-03-10', '再消费 1,000 元或 10 单，升银卡'],
  ['one month', ROLLING, [['2026-03-10', 1]], '2026-03-10', '再消费 999.99 元或 9 单，2027年2月28日前升银卡'],
  ['a leap year', ROLLING, [['2027-03-01', 10]], '2027-03-01', '再消费 999.90 元或 9 单，2028年2月29日前升银卡'],
  ['the last month of it', ROLLING, [['2026-03-10', 1]], '2027-02-28', '再消费 999.99 元或 9 单，2月28日前升银卡'],
  ['out of it', ROLLING, [['2026-03-10', 1]], '2027-03-01', '再消费 1,000 元或 10 单，升银卡'],
  ['life', EVER, [['2020-02-29', 1_000_00]], '2026-03-10', '再消费 1,000 元或 11 单，升金卡'],
  ['no orders named', EVER, [['2026-03-10', 2_000_50]], '2026-03-10', '再消费 2,999.50 元，升黑卡'],
  ['the highest', EVER, [['2026-03-10', 5_000_00]], '2026-03-10', null],
])('the next tier, %s', (_, rules, orders, today, sentence) => {
  const { next } = seen(rules, bought(rules, ...orders), today)
  expect(next && nextText(next, today)).toBe(sentence)
})

test('what is said to lead to the next tier does, and a fen less does not', () => {
  for (const rules of [ROLLING, YEARLY, EVER]) {
    const standing = bought(rules, ['2026-01-10', 333_33], ['2026-02-28', 12_34])
    const { next } = seen(rules, standing, '2026-03-10')
    const by = next?.by ?? '2026-12-31'
    const buy = (amountFen: number) =>
      withOrderGrowth(standing, rules, by, { amountFen, orders: 0, on: by, cause: 'order' }).tier
    expect(buy(next?.missing.fen ?? 0)).toBe('t2')
    expect(buy((next?.missing.fen ?? 0) - 1)).toBe('t1')
    expect(next).toMatchObject({ missingGrowth: 655, progressBps: 3_456 })
  }
})

test.each([
  { fen: 0, orders: 0, progressBps: 0 },
  { fen: 500_00, orders: 1, progressBps: 5_000 },
  { fen: 9, orders: 3, progressBps: 3_000 },
  { fen: 999_99, orders: 1, progressBps: 9_999 },
])('progress is by the nearer way: $fen fen and $orders orders are $progressBps', ({ fen, orders, progressBps }) => {
  const standing = { ...NEW_STANDING, months: { '2026-03': { growthFen: fen, orders } } }
  expect(seen(YEARLY, standing, '2026-03-10').next).toMatchObject({ progressBps })
})

describe('how a tier is kept', () => {
  const silverOf2026 = bought(YEARLY, ['2026-03-10', 1_000_00])
  const renewing = bought(YEARLY, ['2026-03-10', 1_000_00], ['2027-03-10', 700_00])
  test.each<[string, TierRules, Standing, string, string]>([
    ['what everybody has', YEARLY, NEW_STANDING, '2026-03-10', '普通会员不会到期。'],
    ['for life', EVER, bought(EVER, ['2026-03-10', 1_000_00]), '2026-03-10', '银卡长期有效。'],
    [
      'a year ahead',
      YEARLY,
      silverOf2026,
      '2026-03-10',
      '银卡有效期到2027年12月31日。2027年1月1日起到那天为止消费 1,000 元或 10 单，可以再续。',
    ],
    [
      'its own year',
      YEARLY,
      renewing,
      '2027-12-31',
      '银卡有效期到12月31日。到那天为止再消费 300 元或 9 单，可以再续。',
    ],
    [
      'grace',
      YEARLY,
      renewing,
      '2028-01-01',
      '银卡保留到1月30日：到那天为止再消费 300 元或 9 单就能继续保留，否则改为普通会员。',
    ],
    [
      'earned again',
      YEARLY,
      bought(YEARLY, ['2026-03-10', 1_000_00], ['2027-03-10', 1_000_00]),
      '2027-03-10',
      '银卡有效期到12月31日，已经达到保级条件，到期后自动续到2028年12月31日。',
    ],
    [
      'twelve months',
      ROLLING,
      bought(ROLLING, ['2026-03-10', 1_000_00]),
      '2026-03-31',
      '银卡有效期到2027年3月31日。4月1日起到那天为止消费 1,000 元或 10 单，可以再续。',
    ],
    [
      'lent for life',
      EVER,
      bought(EVER, ['2026-03-10', 2_000_00], ['2026-03-11', -1_500_00]),
      '2026-05-01',
      '银卡有效期到2027年4月30日。到那天为止再消费 500 元或 9 单，可以再续。',
    ],
  ])('%s', (_, rules, standing, today, text) => {
    expect(keepText(seen(rules, standing, today), today)).toBe(text)
  })

  test('what is said to keep it in grace does, and a fen less does not', () => {
    const today = '2028-01-10'
    const { keeping } = seen(YEARLY, renewing, today)
    const buy = (amountFen: number) =>
      withOrderGrowth(renewing, YEARLY, '2028-01-30', { amountFen, orders: 0, on: '2028-01-30', cause: 'order' })
    expect(buy(keeping?.missing.fen ?? 0)).toMatchObject({ grace: null, keepUntil: '2028-12-31' })
    expect(buy((keeping?.missing.fen ?? 0) - 1)).toMatchObject({ grace: { until: '2028-01-30' } })
  })

  test('what leaves the window before the days of grace are over is not counted on', () => {
    const standing = bought(ROLLING, ['2025-04-10', 1_500_00], ['2026-03-10', 1_000_00], ['2026-03-20', -600_00])
    const { keeping } = seen(ROLLING, standing, '2026-03-20')
    expect(keeping).toMatchObject({ until: '2026-04-19', isGrace: true, missing: { fen: 100_00, orders: 10 } })
    const later = withOrderGrowth(standing, ROLLING, '2026-04-19', {
      amountFen: 100_00,
      orders: 1,
      on: '2026-04-19',
      cause: 'order',
    })
    expect(later).toMatchObject({ tier: 't3', grace: null })
  })
})

test('without tiers nothing is said', () => {
  const none = { ...YEARLY, ladder: [] }
  const outlook = seen(none, bought(none, ['2026-03-10', 1_000_00]), '2026-03-10')
  expect(outlook).toMatchObject({ tier: null, next: null, keeping: null, window: { growthFen: 1_000_00, orders: 1 } })
  expect(keepText(outlook, '2026-03-10')).toBe('')
})

test('what a member is told of a change', () => {
  const today = '2026-03-10'
  const { tier: silver, keeping } = seen(YEARLY, bought(YEARLY, [today, 1_000_00]), today)
  if (!silver || !keeping) throw new Error('a silver that ends')
  expect(reachedText({ tier: silver, keeping }, today)).toEqual({
    title: '恭喜升为银卡',
    text: '您已升为银卡。银卡有效期到2027年12月31日。2027年1月1日起到那天为止消费 1,000 元或 10 单，可以再续。',
  })
  expect(noticeText({ ...keeping, from: today }, today)).toEqual({
    title: '银卡2027年12月31日到期',
    text: '银卡有效期到2027年12月31日。到那天为止再消费 1,000 元或 10 单，可以再续。',
  })
  expect(graceText({ ...keeping, until: '2026-04-09', isGrace: true }, 'refund', today)).toEqual({
    title: '银卡保留到4月9日',
    text: '退款后不再达到条件。银卡保留到4月9日：到那天为止再消费 1,000 元或 10 单就能继续保留，否则改为普通会员。',
  })
  const { next } = seen(YEARLY, NEW_STANDING, today)
  const change = { from: '银卡', to: LADDER[0] ?? null, on: today, cause: 'review' } as const
  expect(fallenText(change, next, today)).toEqual({
    title: '会员等级变为普通会员',
    text: '到期没有达到保级条件，银卡到此为止，现在是普通会员。再消费 1,000 元或 10 单，12月31日前升银卡。',
  })
  expect(fallenText({ ...change, to: null }, null, today)).toEqual({
    title: '会员等级有变动',
    text: '到期没有达到保级条件，银卡到此为止。',
  })
})

test.each([
  ['2026-03-01', '3月1日'],
  ['2026-12-31', '12月31日'],
  ['2027-01-01', '2027年1月1日'],
])('%s in 2026 is said as %s', (date, text) => expect(dayText(date, '2026-03-10')).toBe(text))

test.each([
  [10_000, '消费得 1 倍积分'],
  [15_000, '消费得 1.5 倍积分'],
  [12_345, '消费得 1.2345 倍积分'],
])('a rate of %d is said as %s', (rateBps, text) => expect(rateText(rateBps, '积分')).toBe(text))

test('every cause has its words', () => {
  const causes = ['order', 'refund', 'review', 'ladder', 'merge'] as const
  expect(new Set(causes.map(causeText)).size).toBe(causes.length)
})
