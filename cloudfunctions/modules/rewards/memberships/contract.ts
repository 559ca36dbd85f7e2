import * as z from 'zod/mini'
import { command, query } from '../../../platform/contract'
import { businessDate, id, nothing, operator, pageInput, pageOf, reason, text } from '../../../platform/fields'

const name = text(12)
const days = z.int().check(z.minimum(1), z.maximum(3_660))

export const membershipContract = {
  'rewards.memberships': query({
    audiences: ['member'],
    summary: 'What the caller is for a time: since when, until when, and what belongs to it.',
    input: nothing,
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          name: z.string(),
          from: businessDate,
          /** The last day of it. */
          until: businessDate,
          isActive: z.boolean(),
          includes: z.array(z.string()),
        }),
      ),
    }),
  }),
  'ops.grant-membership': command({
    audiences: ['ops'],
    summary: 'Gives a member so many days of a membership, behind what they have of it already.',
    input: z.strictObject({
      memberId: id,
      name,
      days,
      includes: z.optional(z.array(text(40)).check(z.maxLength(8))),
      reason,
      operator,
    }),
    output: z.strictObject({ memberId: z.string(), name: z.string(), from: businessDate, until: businessDate }),
    refusals: ['no_such_member'],
    help: {
      text: '送会员资格、延长会员资格：接在已有的后面',
      input: { memberId: '会员编号', name: '年度会员', days: 30, reason: '周年补偿', operator: '王芳' },
    },
  }),
  'ops.revoke-membership': command({
    audiences: ['ops'],
    summary: 'Ends a membership with yesterday.',
    input: z.strictObject({ memberId: id, name, reason, operator }),
    output: z.strictObject({ memberId: z.string(), name: z.string() }),
    refusals: ['no_such_membership'],
    help: {
      text: '收回会员资格：从今天起不再有',
      input: { memberId: '会员编号', name: '年度会员', reason: '送错了', operator: '王芳' },
    },
  }),
  'ops.memberships': query({
    audiences: ['ops'],
    summary: 'Memberships that run today or later, those that end soonest first.',
    input: z.strictObject(pageInput),
    output: pageOf(
      z.strictObject({
        memberId: z.string(),
        name: z.string(),
        until: businessDate,
        /** How the last stretch came about. */
        source: z.enum(['redeemed', 'granted']),
      }),
    ),
    help: { text: '列出有效的会员资格，快到期的在前', input: {} },
  }),
}
