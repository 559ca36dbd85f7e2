import type { Work } from '../../../platform/context'
import { ExtensionPoint } from '../../../platform/extension-point'
import { termsFor } from '../shown/shown-terms'
import type { Coupon } from '../store'

/** Something that members did with coupons, or that was undone. */
export interface CouponHappened {
  /** `claimed` by its member; `used` at a store; `undone`: that use, by the store or by a refund. */
  readonly what: 'claimed' | 'used' | 'undone'
  readonly couponId: string
  readonly member: string
  /** Where it counts, null for all stores; of a use the one store. */
  readonly stores: readonly string[] | null
  /** When it was claimed, or used. */
  readonly atMs: number
}

/**
 * Who wants to know of claims and uses. Told a few minutes later, so that nobody waits for it at the counter, and perhaps
 * more than once; of an undone use at once, which may be before the use itself is told. The second time changes nothing.
 */
export const couponListeners = new ExtensionPoint<(work: Work, happened: readonly CouponHappened[]) => Promise<void>>(
  'coupon listeners',
)

export function claimOf(coupon: Coupon): CouponHappened {
  const { op: couponId, member, claimedAtMs } = coupon
  return { what: 'claimed', couponId, member, stores: termsFor(coupon).stores, atMs: claimedAtMs ?? 0 }
}

export function useOf({ op: couponId, member, usedStore, usedAtMs, follows }: Coupon): CouponHappened {
  return { what: follows ? 'undone' : 'used', couponId, member, stores: [usedStore], atMs: usedAtMs ?? 0 }
}

export async function tellOfCoupons(work: Work, happened: readonly CouponHappened[]): Promise<void> {
  if (happened.length === 0) return
  for (const tell of work.registry.all(couponListeners)) await tell(work, happened)
}
