import type { Work } from '../../platform/context'
import { ensureDocument } from '../../platform/guarded-store'
import { carryOut, type Operation } from '../../platform/operation'
import { couponIdOf, unstockedCoupon } from './coupon'
import { type Coupon, coupons, type Follow } from './store'

/** What the coupon is derived from that follows from the end of another. Each ends once, so there is one. */
export function followOpOf({ op }: Pick<Coupon, 'op'>): string {
  return `${op}|follows`
}

function followerOf(work: Work, coupon: Coupon, { why, member, endsAtMs }: Follow): Coupon {
  const { op, template, version, terms, channel, source, usableFromMs } = coupon
  if (!terms) throw new Error(`coupon ${op} has no terms`)
  const isGiven = why === 'given'
  return unstockedCoupon(work, {
    couponId: couponIdOf(followOpOf(coupon)),
    member,
    template,
    version,
    terms,
    channel: isGiven ? 'given' : channel,
    source: isGiven ? op : source,
    usableFromMs,
    endsAtMs,
  })
}

/** Makes the coupon that follows from the end of another, with the same terms and channel; answers it. */
export const followOperation: Operation<Coupon, Coupon> = {
  name: 'coupons-finish',
  collection: coupons,
  async steps(work, coupon) {
    if (!coupon.follows) throw new Error(`nothing follows from coupon ${coupon.op}`)
    const follower = await ensureDocument(work, coupons, followerOf(work, coupon, coupon.follows))
    if (!follower) throw new Error(`what follows from coupon ${coupon.op} could not be made`)
    return follower
  },
}

/** The coupon that follows from the end of another, made now or before. */
export async function follow(work: Work, coupon: Coupon): Promise<Coupon> {
  const made = await carryOut(work, followOperation, coupon)
  const follower = made ?? (await work.store.get(coupons, couponIdOf(followOpOf(coupon))))
  if (!follower) throw new Error(`what follows from coupon ${coupon.op} is not there`)
  return follower
}
