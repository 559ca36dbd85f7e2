import * as z from 'zod/mini'
import { command } from '../../../platform/contract'
import { id, operator, reason } from '../../../platform/fields'

export const standingContract = {
  'ops.freeze': command({
    audiences: ['ops'],
    summary: "Freezes a member's account: it earns, and spends nothing.",
    input: z.strictObject({ memberId: id, reason, operator }),
    output: z.strictObject({ memberId: z.string(), status: z.enum(['active', 'frozen']) }),
    refusals: ['no_such_member', 'already_frozen'],
    help: {
      text: '冻结账户：还能得积分，不能花积分',
      input: { memberId: '会员编号', reason: '核实异常兑换', operator: '小王' },
    },
  }),
  'ops.unfreeze': command({
    audiences: ['ops'],
    summary: "Unfreezes a member's account; while findings remain, only those that are accepted in so many words.",
    input: z.strictObject({ memberId: id, reason, operator, accept: z.optional(z.boolean()) }),
    output: z.strictObject({ memberId: z.string(), status: z.enum(['active', 'frozen']) }),
    refusals: ['no_such_member', 'not_frozen', 'findings_remain'],
    help: { text: '解冻账户', input: { memberId: '会员编号', reason: '已核实，无异常', operator: '店长' } },
  }),
}
