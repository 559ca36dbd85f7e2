import * as z from 'zod/mini'
import { command, query } from '../../../platform/contract'
import { id, momentMs, pageInput, pageOf } from '../../../platform/fields'
import { couponHead, shownTerms } from '../shown/contract'

export const claimContract = {
  'coupons.offers': query({
    audiences: ['member'],
    summary: 'Coupons that members may claim by themselves, with what is left of each and why the caller cannot now.',
    input: z.strictObject(pageInput),
    output: pageOf(
      z.extend(shownTerms, {
        templateId: z.string(),
        /** 领到之后 30 天内有效. */
        validityText: z.string(),
        /** Null where there is no end of them. */
        left: z.nullable(z.int()),
        /** How many more the caller may ever claim. */
        limitLeft: z.int(),
        state: z.enum(['open', 'not_open', 'not_eligible', 'limit_reached', 'sold_out']),
        /** Why not, in plain Chinese; null for one that is open. */
        why: z.nullable(z.string()),
        /** When claiming begins and ends; null where nothing is said. */
        claimFromMs: z.nullable(momentMs),
        claimUntilMs: z.nullable(momentMs),
      }),
    ),
  }),
  'coupons.claim': command({
    audiences: ['member'],
    summary: 'Claims a coupon. Exact under any load: never more than there are, never beyond the limits of a member.',
    input: z.strictObject({ templateId: id }),
    output: couponHead,
    refusals: ['not_open', 'not_eligible', 'limit_reached', 'sold_out'],
  }),
}
