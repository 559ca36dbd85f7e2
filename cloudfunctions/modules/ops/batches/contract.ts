import * as z from 'zod/mini'
import { command, query } from '../../../platform/contract'
import { id, operator, pageInput, points, reason } from '../../../platform/fields'

const MOST_MEMBERS = 500
const audience = z.union([
  z.strictObject({ memberIds: z.array(id).check(z.minLength(1), z.maxLength(MOST_MEMBERS)) }),
  /** Everyone who has joined by then. */
  z.strictObject({ all: z.literal(true) }),
])
const sum = z.strictObject({ members: z.int(), points: z.int(), coupons: z.int() })
const given = { audience, reason, operator, dryRun: z.optional(z.boolean()) }

export const batchContract = {
  'ops.grant': command({
    audiences: ['ops'],
    summary:
      'Gives points or a coupon to many members, each once, in slices; `dryRun` only counts. `ops.batch` shows how far it is.',
    input: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('points'), points, ...given }),
      /** One coupon of a template each. */
      z.strictObject({ kind: z.literal('coupon'), id, ...given }),
    ]),
    output: z.strictObject({
      /** Null for a dry run. */
      batchId: z.nullable(z.string()),
      members: z.int(),
      /** For all of them together. */
      points: z.int(),
      coupons: z.int(),
    }),
    refusals: ['no_such_template', 'no_such_member'],
    help: {
      text: '给一批会员送积分，或送一张券（kind 是 coupon，id 是模板编号）（memberIds 最多 500 位，或 { "all": true } 全体）；dryRun 只数不送',
      input: {
        kind: 'points',
        points: 20,
        audience: { memberIds: ['会员编号'] },
        reason: '开业周年',
        operator: '小王',
        dryRun: true,
      },
    },
  }),
  'ops.undo-grant': command({
    audiences: ['ops'],
    summary:
      'Takes back what is unspent of a batch, also of one that is still being given; `ops.batch` lists the rest.',
    input: z.strictObject({ batchId: id, reason, operator }),
    output: z.strictObject({ batchId: z.string() }),
    refusals: ['no_such_batch', 'already_undone'],
    help: {
      text: '撤回一批送出的积分：只收回还没花的，花掉的列出来',
      input: { batchId: '批次编号', reason: '送错了', operator: '店长' },
    },
  }),
  'ops.batch': query({
    audiences: ['ops'],
    summary: 'How far a batch is, its exact sums, and the members of whom it could not do all.',
    input: z.strictObject({ batchId: id, cursor: pageInput.cursor }),
    output: z.strictObject({
      batchId: z.string(),
      kind: z.enum(['points', 'coupon']),
      state: z.enum(['granting', 'granted', 'undoing', 'undone']),
      /** For each member; 0 of a coupon. */
      points: z.int(),
      /** Its title; null for points. */
      coupon: z.nullable(z.string()),
      members: z.int(),
      reason: z.string(),
      operator: z.string(),
      at: z.string(),
      /** While it is being undone: those found so far. */
      granted: sum,
      skipped: z.int(),
      takenBack: sum,
      kept: sum,
      undo: z.nullable(z.strictObject({ reason: z.string(), operator: z.string(), at: z.string() })),
      exceptions: z.array(
        z.strictObject({
          memberId: z.string(),
          what: z.enum(['not_granted', 'not_taken_back']),
          why: z.enum(['account_frozen', 'not_a_member', 'spent_or_ended', 'sold_out']),
          points: z.int(),
          coupons: z.int(),
        }),
      ),
      next: z.nullable(z.string()),
    }),
    refusals: ['no_such_batch'],
    help: { text: '查看一批积分送到哪了、撤回了多少', input: { batchId: '批次编号' } },
  }),
}
