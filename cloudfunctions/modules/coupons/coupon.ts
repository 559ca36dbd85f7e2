import { sha256 } from '../../kernel/digest'
import { thingDigitsOf } from '../../kernel/typed-code'
import type { Work } from '../../platform/context'
import type { Unit } from '../ledger'
import type { Terms } from './domain/terms'
import type { UsableWindow } from './domain/validity'
import { type Channel, type Coupon, freeCoupon } from './store'

const COUPON_ID_HEX_DIGITS = 32

/** A coupon's id, as everybody outside knows it: its op, derived from what issues it. */
export function couponIdOf(op: string): string {
  return sha256(op).slice(0, COUPON_ID_HEX_DIGITS)
}

/** What somebody is given as a coupon. */
export interface Given extends UsableWindow {
  readonly couponId: string
  readonly member: string
  readonly template: string
  readonly version: number
  readonly terms: Terms
  readonly channel: Channel
  readonly source: string
}

/** What a unit has once it is this coupon, beside what every unit has. */
export function ownOf(work: Work, { couponId, member: _, ...given }: Given) {
  return { ...given, number: thingDigitsOf(work.secrets.key('coupon'), `coupon|${couponId}`) }
}

/** A coupon that comes from no stock: a document of its own. */
export function unstockedCoupon(work: Work, given: Given): Coupon {
  const { couponId: op, member } = given
  const unit: Unit = { _id: op, schema: 1, sku: '', state: 'claimed', op, member, atMs: work.nowMs }
  return { ...freeCoupon(unit), ...ownOf(work, given) }
}
