import { seededRandom } from '../../../kernel/seeded-random'
import { withOrderGrowth } from './earning'
import type { Tier } from './ladder'
import { departing, joinedBy, partedFrom } from './merging'
import { NEW_STANDING, type Standing, standingOn, type TierRules } from './standing'

const tier = (order: number, tierId: string, growthAtLeast: number): Tier => ({
  tierId,
  name: tierId,
  order,
  growthAtLeast,
  ordersAtLeast: null,
  rateBps: 10_000,
  benefits: [],
})
const LADDER = [tier(1, 'base', 0), tier(2, 'silver', 1_000), tier(3, 'gold', 2_000)]
const YEARLY: TierRules = { ladder: LADDER, window: 'calendar_year', graceDays: 30, downgrade: 'one_down' }
const TODAY = '2026-06-10'

const bought = (...orders: readonly (readonly [on: string, yuan: number])[]): Standing =>
  orders.reduce(
    (standing, [on, yuan]) =>
      withOrderGrowth(standing, YEARLY, on, {
        amountFen: yuan * 100,
        orders: yuan > 0 ? 1 : -1,
        on,
        cause: yuan > 0 ? 'order' : 'refund',
      }),
    NEW_STANDING,
  )
const shown = ({ tier, keepUntil, grace, lifetime }: Standing) =>
  `${tier} ${grace ? `grace ${grace.until}` : keepUntil} ${lifetime.growthFen / 100}/${lifetime.orders}`

test.each<[string, Standing, Standing, string]>([
  ['growth adds up', bought(['2026-03-10', 300]), bought(['2026-03-11', 400]), 'base null 700/2'],
  ['together they lead higher', bought(['2026-03-10', 600]), bought(['2026-05-11', 400]), 'silver 2027-12-31 1000/2'],
  ['the better tier stays', bought(['2026-03-10', 100]), bought(['2026-03-11', 2_000]), 'gold 2027-12-31 2100/2'],
  ['the better tier comes', bought(['2026-03-10', 2_000]), bought(['2026-03-11', 100]), 'gold 2027-12-31 2100/2'],
  ['the longer one counts', bought(['2025-03-10', 1_000]), bought(['2026-03-10', 1_000]), 'silver 2027-12-31 2000/2'],
  ['nothing comes', bought(['2026-03-10', 1_000]), NEW_STANDING, 'silver 2027-12-31 1000/1'],
  ['nothing was there', NEW_STANDING, bought(['2026-03-10', 1_000]), 'silver 2027-12-31 1000/1'],
])('of two members one, %s', (_, own, came, then) => {
  expect(shown(joinedBy(own, came, YEARLY, TODAY))).toBe(then)
})

test('who comes to a better tier by it is told of it; history of the one that stays is kept', () => {
  const joined = joinedBy(bought(['2026-03-10', 1_000]), bought(['2026-03-11', 2_000]), YEARLY, TODAY)
  expect(joined.changes.map(({ from, to, cause }) => `${from}>${to} ${cause}`)).toEqual([
    'silver>gold merge',
    'base>silver order',
  ])
})

test('a refund of what came is taken where it went', () => {
  const joined = joinedBy(bought(['2026-03-10', 1_500]), bought(['2026-03-11', 500]), YEARLY, TODAY)
  expect(shown(joined)).toBe('gold 2027-12-31 2000/2')
  const refund = { amountFen: -500_00, orders: -1, on: '2026-03-11', cause: 'refund' } as const
  expect(shown(withOrderGrowth(joined, YEARLY, TODAY, refund))).toBe('gold grace 2026-07-10 1500/1')
})

test('what only one of them remembered of long ago counts for life and in no month', () => {
  const joined = joinedBy(bought(['2024-03-10', 300]), bought(['2025-05-31', 20], ['2026-06-01', 4]), YEARLY, TODAY)
  expect(Object.keys(joined.months)).toEqual(['2026-06'])
  expect(joined.lifetime).toEqual({ growthFen: 324_00, orders: 3 })
})

test('undone, each has what they had; a tier that stood on what went is held for the days of grace', () => {
  const [own, came] = [bought(['2026-03-10', 1_500]), bought(['2026-04-11', 500])]
  const joined = joinedBy(own, came, YEARLY, TODAY)
  const { goes, left } = partedFrom(joined, came, YEARLY, TODAY)
  expect(goes).toEqual(came)
  expect(shown(left)).toBe('gold grace 2026-07-10 1500/1')
  expect(left.months).toEqual(own.months)
  expect(shown(standingOn(left, YEARLY, '2026-07-11'))).toBe('silver 2027-12-31 1500/1')
})

test('undone after a refund, no more goes back than is still there', () => {
  const joined = joinedBy(bought(['2026-03-10', 100]), bought(['2026-03-11', 500]), YEARLY, TODAY)
  const refund = { amountFen: -500_00, orders: -1, on: '2026-03-11', cause: 'refund' } as const
  const refunded = withOrderGrowth(joined, YEARLY, TODAY, refund)
  const { goes, left } = partedFrom(refunded, bought(['2026-03-11', 500]), YEARLY, TODAY)
  expect([shown(goes), shown(left)]).toEqual(['base null 100/1', 'base null 0/0'])
})

test.each<[string, boolean, Standing]>([
  ['nothing', false, NEW_STANDING],
  ['an order that was refunded', false, bought(['2026-03-10', 1], ['2026-03-10', -1])],
  ['an order', true, bought(['2026-03-10', 1])],
  ['a tier whose order was refunded', true, bought(['2026-03-10', 1_000], ['2026-03-10', -1_000])],
])('of %s something goes: %s', (_, isAny, own) => {
  const gone = departing(own)
  expect(gone !== null).toBe(isAny)
  if (gone) expect(gone).toEqual({ goes: { ...own, changes: [] }, left: { ...NEW_STANDING, changes: own.changes } })
})

test('however two bought, growth is neither made nor lost by joining and parting', () => {
  const sum = (...standings: readonly Standing[]) =>
    standings.reduce((total, { lifetime }) => total + lifetime.growthFen, 0)
  for (let seed = 1; seed <= 100; seed += 1) {
    const random = seededRandom(seed)
    const some = () =>
      bought(
        ...Array.from({ length: Math.floor(random() * 6) }, (_, nth) => {
          const month = String(nth + 1).padStart(2, '0')
          return [`2026-${month}-10`, Math.floor(random() * 900) + 1] as const
        }),
      )
    const [own, came] = [some(), some()]
    const joined = joinedBy(own, came, YEARLY, TODAY)
    expect(sum(joined)).toBe(sum(own, came))
    const { goes, left } = partedFrom(joined, came, YEARLY, TODAY)
    expect([sum(goes), sum(left)]).toEqual([sum(came), sum(own)])
    expect([goes.months, left.months]).toEqual([came.months, own.months])
  }
})
