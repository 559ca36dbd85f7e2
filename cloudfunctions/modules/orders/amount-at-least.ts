import * as z from 'zod/mini'
import { shortYuanText } from '../../kernel/yuan'
import { defineCondition, numberFact } from '../rules'

/** Only purchases of so much and more. */
export const amountAtLeast = defineCondition({
  code: 'amount_at_least',
  args: z.strictObject({ fen: z.int().check(z.minimum(1)) }),
  text: ({ fen }) => `消费满 ${shortYuanText(fen)} 元`,
  holds: (facts, { fen }) => numberFact(facts, 'amountFen') >= fen,
})
