import * as z from 'zod/mini'
import { command, query } from '../../platform/contract'
import { businessDate, id, momentMs, nothing } from '../../platform/fields'

const memberCode = z.string().check(z.regex(/^\d{20}$/))
const tier = z.strictObject({ tierId: z.string(), name: z.string(), order: z.int() })
const benefit = z.strictObject({
  benefitId: z.string(),
  name: z.string(),
  /** How it is had and used, in plain Chinese. */
  text: z.string(),
  quota: z.int(),
  per: z.enum(['month', 'year']),
})
const usableBenefit = z.extend(benefit, { left: z.int(), periodEndsOn: businessDate })

export const contract = {
  'tiers.mine': query({
    audiences: ['member'],
    summary: "The caller's tier, what it gives, how it is kept and what the next one takes.",
    input: nothing,
    output: z.strictObject({
      /** Null while no tiers are published. */
      tier: z.nullable(tier),
      /** Growth of the running window, whole points: one for each yuan spent. */
      growth: z.int(),
      /** Orders of the running window that stand. */
      orders: z.int(),
      /** The last day on which the tier is sure; null where it does not end. */
      keepUntil: z.nullable(businessDate),
      /** One sentence on keeping it: until when, and what is missing. */
      keepText: z.string(),
      next: z.nullable(
        z.strictObject({
          tier,
          missingGrowth: z.int(),
          missingFen: z.int(),
          /** Null where orders alone do not lead there. */
          missingOrders: z.nullable(z.int()),
          by: z.nullable(businessDate),
          /** 再消费 380 元或 2 单，12月31日前升金卡. */
          sentence: z.string(),
          progressBps: z.int(),
        }),
      ),
      ladder: z.array(
        z.strictObject({ tier, growthAtLeast: z.int(), rateText: z.string(), benefits: z.array(benefit) }),
      ),
      benefits: z.array(usableBenefit),
      /** A higher tier that a campaign has lent, and its last day; null for none. */
      lent: z.nullable(z.strictObject({ tier, until: businessDate })),
      /** The newest changes first, each with its cause in Chinese. */
      history: z.array(z.strictObject({ from: z.string(), to: z.string(), on: businessDate, cause: z.string() })),
    }),
  }),
  'benefits.use': command({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary: 'Uses a benefit of a member once; exact however many use it at once.',
    input: z.strictObject({
      storeId: id,
      memberCode,
      benefitId: id,
      /** When the card was shown, where the counter could not tell at once: up to a day back. */
      scannedAtMs: z.optional(momentMs),
    }),
    output: z.strictObject({ name: z.string(), left: z.int() }),
    refusals: ['unknown_member_code', 'no_such_benefit', 'none_left'],
  }),
  'ops.tier-reviews': query({
    audiences: ['ops'],
    summary: 'Who comes up for review until a day, and what the review would do; changes nothing.',
    input: z.strictObject({ until: z.optional(businessDate), cursor: z.optional(z.string().check(z.maxLength(128))) }),
    output: z.strictObject({
      items: z.array(
        z.strictObject({ memberId: z.string(), tier: z.string(), dueOn: businessDate, would: z.string() }),
      ),
      next: z.nullable(z.string()),
    }),
    help: { text: '等级复核预演：到某天为止谁会被复核、结果会怎样（不改动任何数据）', input: {} },
  }),
}
