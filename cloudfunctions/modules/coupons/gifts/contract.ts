import * as z from 'zod/mini'
import { command, query } from '../../../platform/contract'
import { businessDate, id, momentMs } from '../../../platform/fields'
import { couponHead, shownTerms } from '../shown/contract'

/** What a gift's card carries: whoever has it may take the coupon, the first one does. */
const giftCode = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/))

export const giftContract = {
  'coupons.give': command({
    audiences: ['member'],
    summary: 'Puts a coupon on its way to a friend: a card for a chat, of which one person can take it within a day.',
    input: z.strictObject({ couponId: id }),
    output: z.strictObject({
      giftCode: z.string(),
      title: z.string(),
      /** The mini program's page, as a chat card opens it. */
      path: z.string(),
      untilMs: momentMs,
    }),
    refusals: ['no_such_coupon', 'not_givable', 'not_usable'],
  }),
  'coupons.gift': query({
    audiences: ['member'],
    summary: 'What a gift is, who gives it and whether it can still be taken; visitors may look as well.',
    input: z.strictObject({ giftCode }),
    output: z.extend(shownTerms, {
      usableFrom: businessDate,
      usableUntil: businessDate,
      /** Masked. */
      fromName: z.string(),
      /** `own`: the caller gives it. `mine`: the caller has taken it. `over`: it went back to the giver. */
      state: z.enum(['waiting', 'own', 'mine', 'taken', 'over']),
      untilMs: momentMs,
    }),
    refusals: ['no_such_gift'],
  }),
  'coupons.accept': command({
    audiences: ['member'],
    summary: 'Takes a gift: the first one has the coupon. Whoever has it already is answered with it again.',
    input: z.strictObject({ giftCode }),
    output: couponHead,
    refusals: ['no_such_gift', 'own_gift', 'already_taken', 'gift_over'],
  }),
}
