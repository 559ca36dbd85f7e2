import * as z from 'zod/mini'
import { command, query } from '../../../platform/contract'
import { id, operator, pageInput, pageOf, reason } from '../../../platform/fields'

const shown = z.strictObject({ orderId: z.string(), title: z.string(), code: z.string() })

export const codeContract = {
  'rewards.reveal': command({
    audiences: ['member'],
    summary: "Shows the caller the code of their order: once, and to the same key again. Nobody else's is ever shown.",
    input: z.strictObject({ orderId: id }),
    output: shown,
    refusals: ['no_such_order', 'no_code', 'already_shown'],
  }),
  'ops.reveal-code': command({
    audiences: ['ops'],
    summary:
      'The code of an order in clear, and a record of who wanted it why: the only way for an operator to see it.',
    input: z.strictObject({ orderId: id, reason, operator }),
    output: z.extend(shown, { memberId: z.string() }),
    refusals: ['no_such_order', 'no_code'],
    help: {
      text: '查看一笔兑换的卡密；谁、什么时候、为什么看的，会留下记录',
      input: { orderId: '订单编号', reason: '会员没有保存', operator: '小王' },
    },
  }),
  'ops.code-pools': query({
    audiences: ['ops'],
    summary: 'Code pools in the mall, those with the fewest codes first, as counted within the last minute or two.',
    input: z.strictObject(pageInput),
    output: pageOf(
      z.strictObject({
        rewardId: z.string(),
        title: z.string(),
        left: z.int(),
        /** Fewer than the settings ask for. */
        isLow: z.boolean(),
      }),
    ),
    help: { text: '卡密还剩多少，快发完的在前', input: {} },
  }),
}
