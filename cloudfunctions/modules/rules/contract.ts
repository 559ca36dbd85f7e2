import * as z from 'zod/mini'
import { query } from '../../platform/contract'

/** Why somebody got what they got, as the member and who serves them read it. */
export const explained = z.strictObject({
  /** One Chinese sentence. */
  sentence: z.string(),
  /** The rules that gave the points, `+` between them; empty when no rule did (a redemption, an expiry). */
  rule: z.string(),
  /** The version of the settings or campaign the rules were read from; 0 when no rule did. */
  version: z.int(),
  /** What happened, as a person reads it. */
  details: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  /** How the points add up: `5 + 20 = 25`. */
  formula: z.string(),
  /** The cap that cut the points, when one did. */
  capped: z.optional(z.string()),
  /** The campaigns that took part, in the order in which they decided, with their versions and what they gave. */
  campaigns: z.optional(
    z.array(z.strictObject({ campaignId: z.string(), title: z.string(), version: z.int(), points: z.int() })),
  ),
  /** Campaigns of that moment that this did not count for, the nearest first, and what was missing. */
  misses: z.optional(z.array(z.strictObject({ campaignId: z.string(), title: z.string(), sentence: z.string() }))),
})

export const contract = {
  'points.explain': query({
    audiences: ['member'],
    summary: 'Why an entry of the caller has the points it has: the stored trace, executed again and put in words.',
    input: z.strictObject({ seq: z.int().check(z.minimum(1)) }),
    output: z.extend(explained, {
      /** The facts the rules were given, by name. */
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
    refusals: ['no_such_entry'],
  }),
}
