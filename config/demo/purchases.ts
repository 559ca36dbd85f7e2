import { addDays, type BusinessDate } from '../../cloudfunctions/kernel/business-date'
import type { Random } from '../../cloudfunctions/kernel/seeded-random'
import { shop } from '../../src/stage/personas'
import { between, pick } from './chance'

type StoreId = (typeof shop.stores)[number]['storeId']

/** Something somebody buys on a day, and what of it goes back later. */
export interface Purchase {
  readonly onDay: BusinessDate
  readonly storeId: StoreId
  readonly amountFen: number
  /** A coupon that is used with it, by its template: only clerks take coupons. */
  readonly coupon?: string
  /** Who enters it: the till by itself, or a clerk by hand. */
  readonly by: 'till' | 'clerk'
  readonly refund?: { readonly onDay: BusinessDate; readonly amountFen: number }
}

/** Cups and boxes, in fen: a cup of tea most often, a box of leaves as a present now and then. */
const CUPS = [1_800, 2_200, 2_600, 3_200, 3_600, 4_400]
const BOXES = [6_800, 9_800, 12_800, 16_800]
const BOXES_OF_HUNDRED = 9
/** In this many of a hundred purchases something goes back: one of two cups, or all of it. */
const REFUNDS_OF_HUNDRED = 4
const MOST_DAYS_TO_REFUND = 5

function amountFen(random: Random): number {
  if (between(random, 1, 100) <= BOXES_OF_HUNDRED) return pick(random, BOXES)
  return pick(random, CUPS) * (between(random, 1, 10) <= 2 ? 2 : 1)
}

function refundOf(random: Random, bought: Pick<Purchase, 'onDay' | 'amountFen'>): Purchase['refund'] {
  if (between(random, 1, 100) > REFUNDS_OF_HUNDRED) return undefined
  const isWhole = between(random, 1, 3) === 1
  return {
    onDay: addDays(bought.onDay, between(random, 0, MOST_DAYS_TO_REFUND)),
    amountFen: isWhole ? bought.amountFen : Math.floor(bought.amountFen / 2),
  }
}

/** What somebody buys on some of the days they come, mostly at the store nearest to them. */
export function purchasesOn(
  days: readonly BusinessDate[],
  habit: { readonly ofHundred: number; readonly storeId: StoreId },
  random: Random,
): readonly Purchase[] {
  return days
    .filter(() => between(random, 1, 100) <= habit.ofHundred)
    .map((onDay) => {
      const storeId = between(random, 1, 10) <= 8 ? habit.storeId : pick(random, shop.stores).storeId
      const bought = { onDay, storeId, amountFen: amountFen(random), by: 'till' as const }
      const refund = refundOf(random, bought)
      return refund ? { ...bought, refund } : bought
    })
}
