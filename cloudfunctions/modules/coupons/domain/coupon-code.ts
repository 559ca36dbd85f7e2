import { hmacSha256 } from '../../../kernel/digest'
import { isCodeOfSlot, typedCode } from '../../../kernel/typed-code'

/** A code lives for one slot and the next, so that one shown at the end of a slot still has a minute. */
const SLOT_MS = 60_000

const slotOf = (atMs: number) => Math.floor(atMs / SLOT_MS)

/** What a coupon's codes are made from. Two coupons may have the same ten digits: each has a key of its own. */
export interface Coded {
  readonly couponId: string
  readonly number: string
}

function keyOf(key: Buffer, couponId: string): Buffer {
  return Buffer.from(hmacSha256(key, `code|${couponId}`), 'hex')
}

/** The code that a coupon shows at a moment, and until when it is good: never beyond the coupon itself. */
export function couponCodeAt(
  key: Buffer,
  { couponId, number, endsAtMs }: Coded & { readonly endsAtMs: number },
  nowMs: number,
): { readonly code: string; readonly expiresAtMs: number } {
  const slot = slotOf(nowMs)
  const expiresAtMs = Math.min((slot + 2) * SLOT_MS, endsAtMs)
  return { code: typedCode(keyOf(key, couponId), number, slot), expiresAtMs }
}

/** Whether a coupon could show a code at a moment, or a slot before. */
export function isCouponCodeAt(key: Buffer, { couponId }: Coded, code: string, atMs: number): boolean {
  const own = keyOf(key, couponId)
  return isCodeOfSlot(own, code, slotOf(atMs)) || isCodeOfSlot(own, code, slotOf(atMs) - 1)
}
