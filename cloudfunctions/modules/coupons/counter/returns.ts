import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import type { CameOfIt, OrderHappened, OrderRefund } from '../../orders'
import { endsAfterReturn } from '../domain/validity'
import { follow } from '../follow'
import { termsFor } from '../shown/shown-terms'
import { type Coupon, coupons, type Follow } from '../store'
import { usesOf } from './order-uses'

/** Clocks of two functions are never further apart. */
const CLOCKS_APART_MS = 5_000

/** The coupon as a refund ends it; null when it stays as it is. */
async function returned(work: Work, { _id }: Coupon, refund: OrderRefund): Promise<Coupon | null> {
  return untilSettled<Coupon | null>(work, async () => {
    const coupon = await work.store.get(coupons, _id)
    if (!coupon?.use) return { value: null }
    // guard: returned-by-this
    if (coupon.state === 'returned') return { value: coupon.follows?.key === refund.key ? coupon : null }
    // A number that was paid anew has coupons of its own: those of after this refund are not of what it refunds.
    // guard: used-before-refund
    if (coupon.state !== 'used' || coupon.use.atMs > refund.atMs + CLOCKS_APART_MS) return { value: null }
    const endsAtMs = endsAfterReturn(coupon, refund.atMs, coupon.use.graceDays)
    if (endsAtMs === null) return { value: null }
    const follows: Follow = {
      why: 'refunded',
      member: coupon.member,
      endsAtMs,
      atMs: work.nowMs,
      reason: refund.refundNo,
      by: refund.by,
      key: refund.key,
      inputHash: refund.inputHash,
    }
    const set = { state: 'returned', follows, openSinceMs: work.nowMs } as const
    const isEnded = await work.store.update(coupons, { _id, state: 'used' }, { set })
    return isEnded ? { value: { ...coupon, ...set } } : 'again'
  })
}

/**
 * Gives back the coupons of an order of which nothing stands any more. What is refunded in part keeps them used: what
 * was paid is what is refunded.
 */
export async function returnCoupons(work: Work, { order, refund }: OrderHappened): Promise<CameOfIt> {
  if (!refund || refund.leftFen > 0) return {}
  const couponReturned: { couponId: string; title: string }[] = []
  for (const used of await usesOf(work, { storeId: order.store, orderNo: order.orderNo })) {
    const ended = await returned(work, used, refund)
    if (!ended) continue
    const { op: couponId, ...follower } = await follow(work, ended)
    couponReturned.push({ couponId, title: termsFor({ op: couponId, terms: follower.terms }).title })
  }
  return couponReturned.length === 0 ? {} : { couponReturned }
}
