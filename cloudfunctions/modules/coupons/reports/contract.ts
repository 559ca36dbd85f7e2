import * as z from 'zod/mini'
import { query } from '../../../platform/contract'
import { id } from '../../../platform/fields'

const counts = {
  /** All that members got this way; what came back to them is counted once. */
  issued: z.int(),
  used: z.int(),
  /** What the used ones took off. */
  discountFen: z.int(),
  /** With members, on their way to friends and ended ones included. */
  held: z.int(),
  /** Given to friends, where they count as of the channel for that. */
  given: z.int(),
  withdrawn: z.int(),
}

export const reportContract = {
  'ops.coupon-report': query({
    audiences: ['ops'],
    summary: 'What became of the coupons of a template, by the channel that they came by; reads all of them.',
    input: z.strictObject({ templateId: id }),
    output: z.strictObject({
      templateId: z.string(),
      channels: z.array(z.strictObject({ channel: z.string(), name: z.string(), ...counts })),
      total: z.strictObject(counts),
    }),
    help: { text: '优惠券效果：按来源看发了多少、用了多少、减了多少钱', input: { templateId: 'welcome-5' } },
  }),
}
