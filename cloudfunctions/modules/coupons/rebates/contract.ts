import * as z from 'zod/mini'
import { command, query } from '../../../platform/contract'
import { id, operator, pageInput, pageOf, reason } from '../../../platform/fields'

const state = z.enum(['waiting', 'approved', 'rejected', 'void'])
const rebateId = id

export const rebateContract = {
  'ops.rebate': command({
    audiences: ['ops'],
    summary: 'Asks for a cash coupon for one member; another operator approves it above `rebateApprovalAboveFen`.',
    input: z.strictObject({
      memberId: id,
      templateId: id,
      amountFen: z.int().check(z.minimum(1), z.maximum(1_000_000)),
      reason,
      operator,
    }),
    output: z.strictObject({ rebateId: z.string(), state: z.enum(['waiting', 'approved']) }),
    refusals: ['no_such_member', 'no_such_template', 'template_not_fit'],
    help: {
      text: '给一位会员返券（代金券，金额自定），金额超过 rebateApprovalAboveFen 要另一位批准',
      input: { memberId: '会员编号', templateId: 'rebate', amountFen: 500, reason: '退货补偿', operator: '小王' },
    },
  }),
  'ops.rebates': query({
    audiences: ['ops'],
    summary: 'Rebates by state, those that wait when none is named: of orders by the rule, and of operators.',
    input: z.strictObject({ ...pageInput, state: z.optional(state) }),
    output: pageOf(
      z.strictObject({
        rebateId: z.string(),
        memberId: z.string(),
        amountFen: z.int(),
        /** Empty where an operator gives it. */
        order: z.string(),
        operator: z.string(),
        reason: z.string(),
        at: z.string(),
        state,
        decidedBy: z.nullable(z.string()),
      }),
    ),
    help: { text: '列出返券：等着批准的；写 state 看别的', input: { state: 'waiting' } },
  }),
  'ops.approve-rebate': command({
    audiences: ['ops'],
    summary: 'Approves a rebate, once: the member has its coupon.',
    input: z.strictObject({ rebateId, operator }),
    output: z.strictObject({ rebateId: z.string(), memberId: z.string(), amountFen: z.int(), couponId: z.string() }),
    refusals: ['no_such_rebate', 'already_decided', 'same_operator'],
    help: { text: '批准一笔返券', input: { rebateId: '返券编号', operator: '店长' } },
  }),
  'ops.reject-rebate': command({
    audiences: ['ops'],
    summary: 'Rejects a rebate that waits.',
    input: z.strictObject({ rebateId, reason, operator }),
    output: z.strictObject({ rebateId: z.string(), state: z.literal('rejected') }),
    refusals: ['no_such_rebate', 'already_decided'],
    help: { text: '驳回一笔返券', input: { rebateId: '返券编号', reason: '重复申请', operator: '店长' } },
  }),
}
