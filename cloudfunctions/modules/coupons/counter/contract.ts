import * as z from 'zod/mini'
import { command, query } from '../../../platform/contract'
import { id, momentMs, pageInput, pageOf, reason } from '../../../platform/fields'
import { amountFen, lines, orderNo } from '../../orders/contract'
import { couponKind } from '../shown/contract'

/** As `coupons.show` answers it, scanned or typed. */
const code = z.string().check(z.regex(/^\d{20}$/))
const discounted = {
  couponId: z.string(),
  title: z.string(),
  /** What this coupon takes off, and what of it is of each line. */
  discountFen: z.int(),
  lines: z.array(z.strictObject({ lineId: z.string(), discountFen: z.int() })),
  /** What is left to pay after it and those that the order has taken before. */
  payableFen: z.int(),
}

/** Why a coupon takes nothing off a purchase: looked at and used, it is refused alike. */
const NOT_TAKEN = [
  'code_expired',
  'already_used',
  'not_usable',
  'order_differs',
  'not_usable_here',
  'does_not_combine',
  'below_threshold',
] as const

export const counterContract = {
  'coupons.preview': query({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary: 'What a coupon would take off; with an order number beside the coupons which that order has taken.',
    input: z.strictObject({ storeId: id, code, amountFen, lines: z.optional(lines), orderNo: z.optional(orderNo) }),
    output: z.strictObject({
      ...discounted,
      kind: couponKind,
      benefit: z.string(),
      /** Whose it is, masked, for the clerk to compare. */
      memberName: z.string(),
      earlier: z.array(z.strictObject({ title: z.string(), discountFen: z.int() })),
    }),
    refusals: NOT_TAKEN,
  }),
  'coupons.verify': command({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary: 'Uses a coupon for an order, exactly once however many do so at once.',
    input: z.strictObject({ storeId: id, code, orderNo, amountFen, lines: z.optional(lines) }),
    output: z.strictObject(discounted),
    refusals: NOT_TAKEN,
  }),
  'coupons.unverify': command({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary: 'Undoes a use by mistake: the member has the coupon again, as another one that can be used once.',
    input: z.strictObject({ storeId: id, couponId: id, reason }),
    output: z.strictObject({
      state: z.literal('usable'),
      /** The coupon that the member has instead. */
      couponId: z.string(),
    }),
    refusals: ['no_such_coupon', 'not_used', 'too_late'],
  }),
  'coupons.today': query({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary: "Today's uses of coupons at a store, newest first; a clerk sees their own.",
    input: z.strictObject({ storeId: id, ...pageInput }),
    output: pageOf(
      z.strictObject({
        couponId: z.string(),
        title: z.string(),
        orderNo: z.string(),
        amountFen: z.int(),
        discountFen: z.int(),
        atMs: momentMs,
        state: z.enum(['used', 'undone', 'refunded']),
        isMine: z.boolean(),
        /** Until when the caller can undo it; null when they cannot, or no longer. */
        undoUntilMs: z.nullable(momentMs),
      }),
    ),
  }),
}
