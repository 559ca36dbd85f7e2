import * as z from 'zod/mini'
import { query } from '../../../platform/contract'
import { businessDate, id, momentMs, pageInput } from '../../../platform/fields'
import { amountFen, lines } from '../../orders/contract'
import { shownTerms } from '../shown/contract'

const walletItem = z.extend(shownTerms, {
  couponId: z.string(),
  usableFrom: businessDate,
  usableUntil: businessDate,
  /** The first moment at which it counts no more, to count down to. */
  endsAtMs: momentMs,
  state: z.enum(['usable', 'early', 'expired', 'used', 'giving', 'given', 'withdrawn']),
  /** Why it cannot be used now, in plain Chinese; absent for one that can. */
  whyNot: z.optional(z.string()),
  /** How it came: 自己领取. */
  channel: z.string(),
  isGivable: z.boolean(),
  /** Of one that was used. */
  use: z.nullable(z.strictObject({ storeName: z.string(), discountFen: z.int(), atMs: momentMs })),
  /** Of one that was given away: the card while nobody has taken it, then who did. */
  gift: z.nullable(
    z.strictObject({ giftCode: z.string(), untilMs: z.nullable(momentMs), takenBy: z.nullable(z.string()) }),
  ),
})

export const walletContract = {
  'coupons.wallet': query({
    audiences: ['member'],
    summary: "The caller's coupons, newest first; with a state only those, the one that ends next first.",
    input: z.strictObject({
      ...pageInput,
      state: z.optional(z.enum(['usable', 'giving', 'used', 'expired', 'given'])),
    }),
    output: z.strictObject({
      items: z.array(walletItem),
      next: z.nullable(z.string()),
      /** What becomes of a used coupon when its order is refunded, in plain Chinese. */
      refundText: z.string(),
    }),
  }),
  'coupons.show': query({
    audiences: ['member'],
    summary: 'A code of twenty digits for the counter: of one use, and short-lived.',
    input: z.strictObject({ couponId: id }),
    output: z.strictObject({ code: z.string(), expiresAtMs: momentMs }),
    refusals: ['no_such_coupon', 'not_usable'],
  }),
  'coupons.best': query({
    audiences: ['member'],
    summary:
      "Which of the caller's coupons take off most of a purchase together, and why the others are not among them.",
    input: z.strictObject({ storeId: id, amountFen, lines: z.optional(lines) }),
    output: z.strictObject({
      /** In the order in which the counter takes them off. */
      coupons: z.array(z.strictObject({ couponId: z.string(), title: z.string(), discountFen: z.int() })),
      discountFen: z.int(),
      payableFen: z.int(),
      sentence: z.string(),
      leftOut: z.array(z.strictObject({ couponId: z.string(), title: z.string(), why: z.string() })),
    }),
    refusals: ['no_such_store'],
  }),
}
