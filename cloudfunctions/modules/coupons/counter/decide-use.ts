import { canonicalJson } from '../../../kernel/canonical-json'
import { sha256 } from '../../../kernel/digest'
import { Refusal, refuse } from '../../../kernel/refusal'
import { settingsOf, type Work } from '../../../platform/context'
import type { GivenLine } from '../../orders'
import { cartOf } from '../domain/cart'
import { standingOf } from '../domain/standing'
import { type EarlierUse, type NotHere, useOf } from '../domain/use'
import { couponSettings } from '../settings'
import { termsFor } from '../shown/shown-terms'
import type { Coupon, Use } from '../store'

/** A purchase for which a coupon is shown. */
export interface AtCounter {
  readonly storeId: string
  readonly amountFen: number
  readonly lines: readonly GivenLine[] | null
}

export type NotUsable = NotHere | Refusal<'code_expired' | 'already_used' | 'not_usable' | 'order_differs'>

/** Tells two purchases apart: coupons of one order are taken off one and the same. */
function cartHashOf({ amountFen, lines }: AtCounter): string {
  const rows = cartOf(amountFen, lines).map(({ lineId, category, amountFen: fen }) => [lineId, category, fen] as const)
  return sha256(canonicalJson(rows))
}

/** A coupon that its order has taken, as the next one sees it. */
const earlierUse = ({ terms, use, op }: Coupon): EarlierUse => ({
  terms: termsFor({ terms, op }),
  shares: use?.shares ?? [],
})

export interface DecidedUse extends Pick<Use, 'discountFen' | 'payableFen' | 'shares' | 'cartHash'> {}

/** What a coupon takes off a purchase now, beside those that its order has taken; or why it does not. */
export async function decideUse(
  work: Work,
  coupon: Coupon,
  purchase: AtCounter,
  earlier: readonly Coupon[],
): Promise<DecidedUse | NotUsable> {
  // What came back, or went to another member of the same person, is another coupon, which shows codes of its own.
  if (coupon.state === 'returned' && !coupon.use) return refuse('code_expired')
  if (coupon.state === 'used' || coupon.state === 'returned') return refuse('already_used', usedWhere(coupon))
  const standing = standingOf(coupon, work.nowMs)
  // guard: within-its-days
  if (standing !== 'usable') return refuse('not_usable', { state: standing })
  const cartHash = cartHashOf(purchase)
  // guard: one-purchase
  if (earlier.some(({ use }) => use?.cartHash !== cartHash)) return refuse('order_differs')
  const { storeId, amountFen } = purchase
  const lines = cartOf(amountFen, purchase.lines)
  const { couponCombinations } = await settingsOf(work, couponSettings)
  const found = useOf(termsFor(coupon), { storeId, lines, earlier: earlier.map(earlierUse) }, couponCombinations)
  if (found instanceof Refusal) return found
  const before = earlier.reduce((sum, { discountFen }) => sum + discountFen, 0)
  return {
    cartHash,
    discountFen: found.discountFen,
    payableFen: amountFen - before - found.discountFen,
    shares: lines.map(({ lineId }, at) => ({ lineId, fen: found.shares[at] ?? 0 })),
  }
}

const usedWhere = ({ use }: Coupon) => ({ storeName: use?.storeName ?? '', atMs: use?.atMs ?? 0 })
