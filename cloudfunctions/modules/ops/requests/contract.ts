import * as z from 'zod/mini'
import { command, query } from '../../../platform/contract'
import { id, operator, pageInput, pageOf, reason } from '../../../platform/fields'

const MOST_POINTS = 1_000_000_000
const signedPoints = z.int().check(
  z.minimum(-MOST_POINTS),
  z.maximum(MOST_POINTS),
  z.refine((points) => points !== 0, 'zero'),
)

export const requestContract = {
  'ops.adjust': command({
    audiences: ['ops'],
    summary: "Asks for points to be given to a member, or taken; waits for another operator's approval.",
    input: z.strictObject({ memberId: id, points: signedPoints, reason, operator }),
    output: z.strictObject({ requestId: z.string(), state: z.enum(['waiting', 'done']) }),
    refusals: ['no_such_member', 'insufficient_points', 'already_reinstated'],
    help: {
      text: '人工加减积分（负数是扣）：提出申请，等另一位操作员批准；原因会给会员看',
      input: { memberId: '会员编号', points: 100, reason: '补记八月消费', operator: '小王' },
    },
  }),
  'ops.reinstate': command({
    audiences: ['ops'],
    summary: 'Asks for points that have expired to be given back, once per expiry; approved like an adjustment.',
    input: z.strictObject({ memberId: id, seq: z.int().check(z.minimum(1)), reason, operator }),
    output: z.strictObject({ requestId: z.string(), state: z.enum(['waiting', 'done']) }),
    refusals: ['no_such_member', 'no_such_entry', 'not_an_expiry', 'already_reinstated', 'insufficient_points'],
    help: {
      text: '找回过期的积分：指出是第几笔到期，等另一位操作员批准',
      input: { memberId: '会员编号', seq: 2, reason: '住院期间未能使用', operator: '小王' },
    },
  }),
  'ops.approve': command({
    audiences: ['ops'],
    summary: 'Approves a waiting request and carries it out; an operator cannot approve what they asked for.',
    input: z.strictObject({ requestId: id, operator }),
    output: z.strictObject({
      requestId: z.string(),
      state: z.literal('done'),
      memberId: z.string(),
      points: z.int(),
      /** The number of the entry. */
      seq: z.int(),
    }),
    refusals: ['no_such_request', 'already_decided', 'same_operator', 'insufficient_points', 'already_reinstated'],
    help: { text: '批准一个申请并马上执行', input: { requestId: '申请编号', operator: '店长' } },
  }),
  'ops.reject': command({
    audiences: ['ops'],
    summary: 'Rejects a waiting request; who asked for it may withdraw it so.',
    input: z.strictObject({ requestId: id, reason, operator }),
    output: z.strictObject({ requestId: z.string(), state: z.literal('rejected') }),
    refusals: ['no_such_request', 'already_decided', 'same_operator'],
    help: {
      text: '驳回一个申请，或撤回自己的',
      input: { requestId: '申请编号', reason: '写错了人', operator: '店长' },
    },
  }),
  'ops.requests': query({
    audiences: ['ops'],
    summary: 'Requests of operators in one state, oldest first; without a state, those that wait.',
    input: z.strictObject({
      state: z.optional(z.enum(['waiting', 'rejected', 'approved', 'done', 'failing', 'failed'])),
      ...pageInput,
    }),
    output: pageOf(
      z.strictObject({
        requestId: z.string(),
        kind: z.enum(['adjustment', 'reinstatement']),
        memberId: z.string(),
        points: z.int(),
        reason: z.string(),
        operator: z.string(),
        at: z.string(),
        state: z.string(),
        decidedBy: z.nullable(z.string()),
        /** Why it was rejected or could not be carried out. */
        why: z.string(),
      }),
    ),
    help: { text: '列出等待批准的申请', input: {} },
  }),
}
