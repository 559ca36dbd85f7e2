import * as z from 'zod/mini'
import { query } from '../../../platform/contract'
import { id, momentMs, nothing, pageInput, pageOf, text } from '../../../platform/fields'

const kind = z.enum(['coupon', 'item', 'code', 'experience', 'membership'])

const offer = z.strictObject({
  rewardId: z.string(),
  title: z.string(),
  kind,
  category: z.nullable(z.string()),
  picture: z.string(),
  pricePoints: z.int(),
  /** Paid at the counter as well; null where points are enough. */
  priceFen: z.nullable(z.int()),
  /** As it was counted within the last minute or two; null where there is always one more. */
  stockLeft: z.nullable(z.int()),
  /** How many the caller may still have in this period; null where they may have as many as they can afford. */
  limitLeft: z.nullable(z.int()),
  state: z.enum(['on_sale', 'not_yet', 'ended', 'sold_out', 'not_eligible']),
  /** Why it cannot be had now, in Chinese; empty when it can. */
  why: z.string(),
  /** What the caller has too few of; 0 when they can afford it. */
  missingPoints: z.int(),
  onSaleFromMs: momentMs,
  onSaleUntilMs: z.nullable(momentMs),
})

export const catalogueContract = {
  'rewards.list': query({
    audiences: ['member'],
    summary: 'The mall as the caller sees it, in the order that operators gave it; one read a page.',
    input: z.strictObject({ ...pageInput, category: z.optional(text(8)) }),
    output: pageOf(offer),
  }),
  'rewards.categories': query({
    audiences: ['member'],
    summary: 'The categories that something on the shelf is in.',
    input: nothing,
    output: z.strictObject({ categories: z.array(z.string()) }),
  }),
  'rewards.view': query({
    audiences: ['member'],
    summary: 'One reward: what it is, how it is handed over, its slots, and what should be known before redeeming.',
    input: z.strictObject({ rewardId: id }),
    output: z.extend(offer, {
      /** The shop's clock when it answered, to count down by to the sale: a phone's may be wrong. */
      nowMs: momentMs,
      text: z.string(),
      /** How many of it one order may have. */
      mostAtOnce: z.int(),
      /** Whether an address is needed, may be given in place of coming for it, or is not asked for. */
      address: z.enum(['needed', 'possible', 'none']),
      /** Where it is picked up or visited; empty where there is no counter in it. */
      stores: z.array(z.strictObject({ storeId: z.string(), name: z.string() })),
      slots: z.array(
        z.strictObject({
          slotId: z.string(),
          startsAtMs: momentMs,
          endsAtMs: momentMs,
          left: z.int(),
          state: z.enum(['open', 'full', 'over']),
        }),
      ),
      /** Of a coupon what it gives, where, and how long; null for all else. */
      coupon: z.nullable(z.strictObject({ benefit: z.string(), scope: z.string(), validity: z.string() })),
      membership: z.nullable(z.strictObject({ name: z.string(), days: z.int(), includes: z.array(z.string()) })),
      /** What should be known before redeeming, one Chinese sentence each: limits, cancelling, what comes back. */
      policy: z.array(z.string()),
    }),
    refusals: ['no_such_reward'],
  }),
}
