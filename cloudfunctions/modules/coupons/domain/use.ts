import { type Refusal, refuse } from '../../../kernel/refusal'
import type { CartLine } from './cart'
import { type Bill, billOf, type Discount, discountOf, isDiscount } from './discount'
import { combine, type StackingRules } from './stacking'
import type { Terms } from './terms'

/** A coupon that the same order has taken already. */
export interface EarlierUse {
  readonly terms: Terms
  readonly shares: readonly { readonly lineId: string; readonly fen: number }[]
}

/** What a coupon is to be used for. */
export interface Purchase {
  readonly storeId: string
  readonly lines: readonly CartLine[]
  /** In the order in which they were taken off. */
  readonly earlier: readonly EarlierUse[]
}

export type NotHere = Refusal<'not_usable_here' | 'below_threshold' | 'does_not_combine'>

/** What earlier coupons have left of each line. */
function billAfter(lines: readonly CartLine[], earlier: readonly EarlierUse[]): Bill {
  const takenOf = (lineId: string) =>
    earlier
      .flatMap(({ shares }) => shares.filter((share) => share.lineId === lineId))
      .reduce((sum, { fen }) => sum + fen, 0)
  return { lines, leftFen: billOf(lines).leftFen.map((fen, at) => fen - takenOf(lines[at]?.lineId ?? '')) }
}

/** What a coupon takes off a purchase, beside the coupons it has taken already; or why it does not. */
export function useOf(terms: Terms, { storeId, lines, earlier }: Purchase, rules: StackingRules): Discount | NotHere {
  if (terms.stores !== null && !terms.stores.includes(storeId)) return refuse('not_usable_here', { why: 'store' })
  const other = earlier.find((used) => !combine(used.terms, terms, rules))
  // guard: coupons-combine
  if (other) return refuse('does_not_combine', { with: other.terms.title })
  const found = discountOf(terms, billAfter(lines, earlier))
  if (isDiscount(found)) return found
  if (found.why === 'below_threshold') return refuse('below_threshold', { missingFen: found.missingFen })
  return refuse('not_usable_here', { why: found.why === 'out_of_scope' ? 'lines' : 'nothing_left' })
}
