import { sha256 } from '../../../kernel/digest'
import type { Work } from '../../../platform/context'
import { type Coupon, coupons } from '../store'

/** An order takes as many coupons as have groups; with those that came back there are a few more. */
const MOST_PLACES = 99
const PLACE_DIGITS = 2

export interface OrderNamed {
  readonly storeId: string
  readonly orderNo: string
}

const orderOf = ({ storeId, orderNo }: OrderNamed) => `us|${sha256(`${storeId}|${orderNo}`).slice(0, 32)}`

/** A place among the coupons of an order: one coupon's, for ever. */
export function placeIdOf(order: OrderNamed, place: number): string {
  return `${orderOf(order)}|${String(place).padStart(PLACE_DIGITS, '0')}`
}

/** The coupons that an order has taken, in their order; also those that have come back since. */
export async function usesOf(work: Work, order: OrderNamed): Promise<readonly Coupon[]> {
  const range = { from: `${orderOf(order)}|`, below: `${orderOf(order)}~` }
  return (await work.store.find(coupons, { index: 'byUse', range, limit: MOST_PLACES })).items
}

/** The place after all of them. */
export function nextPlace(uses: readonly Coupon[]): number {
  return 1 + Number(uses.at(-1)?.useOp.slice(-PLACE_DIGITS) ?? 0)
}

/** Those that still stand. */
export function standing(uses: readonly Coupon[]): readonly Coupon[] {
  return uses.filter(({ state }) => state === 'used')
}
