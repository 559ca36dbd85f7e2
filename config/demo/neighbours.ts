import { addDays, type BusinessDate } from '../../cloudfunctions/kernel/business-date'
import { shop } from '../../src/stage/personas'
import type { Deed, PlannedDeed } from './deed'
import type { Period } from './habits'
import type { Life } from './life'
import type { Purchase } from './purchases'

const EARLY_DAYS = 120
const [PINGJIANG] = shop.stores

interface Plan extends Pick<Life, 'wishes' | 'deeds'> {
  readonly buys?: readonly Purchase[]
}

const at = (onDay: BusinessDate, hour: number, deed: Deed): PlannedDeed => ({ onDay, minute: hour * 60 + 7, deed })
const claims = (onDay: BusinessDate): Plan['wishes'] => [{ onDay, action: 'claims', templateId: 'weekday' }]
/** A coupon that takes 8.80 off 44.00. */
const usesOn = (onDay: BusinessDate, refund?: Purchase['refund']): readonly Purchase[] => [
  {
    onDay,
    storeId: PINGJIANG.storeId,
    amountFen: 4_400,
    coupon: 'weekday',
    by: 'clerk',
    ...(refund ? { refund } : {}),
  },
]

/** What friends do, each after the one before, by the last day of the year: it takes no points. */
function friendsPlans(to: BusinessDate): readonly Plan[] {
  const ago = (days: number) => addDays(to, -days)
  const gives = (onDay: BusinessDate, gift: string) =>
    at(onDay, 10, { action: 'gives_coupon', templateId: 'weekday', gift })
  return [
    { wishes: claims(ago(41)), deeds: [gives(ago(40), 'tea')] },
    { deeds: [at(ago(40), 13, { action: 'takes_gift', gift: 'tea' })], buys: usesOn(ago(39)) },
    {
      wishes: claims(ago(31)),
      deeds: [gives(ago(30), 'forgotten'), at(ago(29), 12, { action: 'gifts_come_back' })],
      buys: usesOn(ago(27)),
    },
    { wishes: claims(ago(18)), buys: usesOn(ago(17), { onDay: ago(15), amountFen: 3_520 }) },
  ]
}

/** What regulars have for their points, of what there is only so much of. */
function regularsPlans(to: BusinessDate): readonly Plan[] {
  const ago = (days: number) => addDays(to, -days)
  const redeems = (
    onDay: BusinessDate,
    rewardId: string,
    pricePoints: number,
    how: { slot?: string; isSent?: boolean } = {},
  ) => at(onDay, 11, { action: 'redeems_piece', rewardId, pricePoints, ...how })
  const on = (onDay: BusinessDate, action: 'cancels' | 'collects' | 'is_sent', rewardId: string) =>
    at(onDay, 15, { action, rewardId })
  return [
    {
      deeds: [
        redeems(ago(50), 'sampler', 600),
        on(ago(48), 'collects', 'sampler'),
        redeems(ago(22), 'cup', 1_200),
        on(ago(21), 'cancels', 'cup'),
      ],
    },
    {
      deeds: [
        redeems(ago(60), 'jasmine', 1_300),
        on(ago(58), 'collects', 'jasmine'),
        redeems(ago(2), 'class', 500, { slot: 'first' }),
      ],
    },
    { deeds: [redeems(ago(35), 'green', 1_800, { isSent: true }), on(ago(34), 'is_sent', 'green')] },
    { deeds: [redeems(ago(3), 'sampler', 600), redeems(ago(1), 'black', 1_500, { isSent: true })] },
  ]
}

const withPlan = (life: Life, { wishes = [], buys = [], deeds = [] }: Plan): Life => ({
  ...life,
  wishes: [...(life.wishes ?? []), ...wishes],
  buys: [...life.buys, ...buys],
  deeds,
})

/** Of the early ones of a crowd, those with so many visits, each with a plan as far as there are enough of them. */
function planned(lives: readonly Life[], plans: readonly Plan[], visits: readonly [least: number, most: number]) {
  const [least, most] = visits
  return lives
    .filter(({ days }) => days.length >= least && days.length <= most)
    .slice(0, plans.length)
    .map((life, at) => withPlan(life, plans[at] ?? {}))
}

/** Of a crowd those who give each other coupons and have pieces of the shop's stocks, with what they do. */
export function neighboursAmong(crowd: readonly Life[], { from, to }: Period): readonly Life[] {
  const early = crowd.filter(({ joinsOn }) => joinsOn <= addDays(from, EARLY_DAYS))
  return [...planned(early, friendsPlans(to), [15, 70]), ...planned(early, regularsPlans(to), [140, 260])]
}
