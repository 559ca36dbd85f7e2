import * as z from 'zod/mini'
import { id, text } from '../../../platform/fields'
import { defineEffect } from '../../rules'

/** At most ten thousand yuan, as a coupon itself. */
const MOST_FEN = 1_000_000

/** One coupon of a template. Its name stands in the rule, since a page of rules reads nothing else. */
export const couponEffect = defineEffect({
  code: 'coupon',
  args: z.strictObject({
    templateId: id,
    name: z._default(text(20), '优惠券'),
    /** What one costs the shop, for a budget of money. */
    costFen: z._default(z.int().check(z.minimum(0), z.maximum(MOST_FEN)), 0),
  }),
  promise: ({ name }) => `送一张${name}`,
  text: (_facts, { name }) => `送一张${name}`,
  intents: (_facts, { templateId, name, costFen }) => [
    { kind: 'gift', gift: 'coupon', args: { templateId, name }, costFen },
  ],
})
