import { thingOfCode } from '../../../kernel/typed-code'
import type { Work } from '../../../platform/context'
import { isCouponCodeAt } from '../domain/coupon-code'
import { type Coupon, coupons } from '../store'

/** More coupons than ever have the same ten digits. */
const MOST_ALIKE = 20

/** The coupons that a code may be of, whoever made it and whenever. */
export async function couponsNumbered(work: Work, code: string): Promise<readonly Coupon[]> {
  const number = thingOfCode(code)
  if (number === null) return []
  return (await work.store.find(coupons, { index: 'byNumber', equals: { number }, limit: MOST_ALIKE })).items
}

/** The one of them that shows the code now, or did a minute ago; null when none does. */
export function shownNow(work: Work, candidates: readonly Coupon[], code: string): Coupon | null {
  const key = work.secrets.key('coupon')
  const isShown = ({ op: couponId, number }: Coupon) => isCouponCodeAt(key, { couponId, number }, code, work.nowMs)
  return candidates.find(isShown) ?? null
}
