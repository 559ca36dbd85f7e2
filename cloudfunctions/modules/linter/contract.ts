import * as z from 'zod/mini'
import { query } from '../../platform/contract'
import { id } from '../../platform/fields'

export const contract = {
  'ops.lint': query({
    audiences: ['ops'],
    summary:
      'What in the draft of a campaign is most likely not meant, with its place and what to do; nothing when it is sound.',
    input: z.strictObject({ campaignId: id }),
    output: z.strictObject({
      campaignId: z.string(),
      title: z.string(),
      /** Those that must be put right first. */
      findings: z.array(
        z.strictObject({
          code: z.string(),
          /** An error costs money, breaks a promise or a law; a warning may be meant. */
          severity: z.enum(['error', 'warning']),
          /** Below the document: `rules.0.effects.1.templateId`. */
          path: z.string(),
          /** In Chinese: what is wrong, and what to do about it. */
          what: z.string(),
          todo: z.string(),
          /** How somebody gains by it, in Chinese; null where it is no fault of money. */
          example: z.nullable(z.string()),
          /** The same as steps. */
          acts: z.array(
            z.strictObject({
              act: z.enum(['pay', 'refund', 'use', 'claim', 'redeem', 'friend_pays', 'friend_refunds']),
              amountFen: z.optional(z.int()),
              templateId: z.optional(z.string()),
              rewardId: z.optional(z.string()),
              times: z.optional(z.int()),
            }),
          ),
        }),
      ),
      /** The same to be read in the console. */
      text: z.string(),
    }),
    refusals: ['no_such_campaign'],
    help: {
      text: '体检活动草稿：套利、刷单、叠加亏本、失效的券、写不出来的日子、诱导分享的字眼；每一条说在哪里、怎么改',
      input: { campaignId: 'spring-double' },
    },
  }),
}
