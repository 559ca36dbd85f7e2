import * as z from 'zod/mini'
import { shortYuanText } from '../../kernel/yuan'
import { defineCondition, numberFact } from '../rules'

/** Only purchases of so much and more. */
export const amountAtLeast = defineCondition({
  code: 'amount_at_least',
  on: ['order_paid', 'order_vested', 'order_refunded', 'friend_qualified'],
  args: z.strictObject({ fen: z.int().check(z.minimum(1), z.maximum(100_000_000)) }),
  text: ({ fen }) => `消费满 ${shortYuanText(fen)} 元`,
  missing: (facts, { fen }) => `还差 ${shortYuanText(fen - numberFact(facts, 'amountFen'))} 元`,
  holds: (facts, { fen }) => numberFact(facts, 'amountFen') >= fen,
})
