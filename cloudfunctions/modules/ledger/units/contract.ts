import * as z from 'zod/mini'
import { command } from '../../../platform/contract'
import { id, operator } from '../../../platform/fields'

/** Each unit is a document of its own, made by a call of its own. */
const MOST_UNITS = 100_000

export const unitContract = {
  'ops.restock': command({
    audiences: ['ops'],
    summary: 'Adds units to the stock of something published; they are there within a minute or so for each thousand.',
    input: z.strictObject({
      kind: id,
      id,
      quantity: z.int().check(z.minimum(1), z.maximum(MOST_UNITS)),
      operator: z.optional(operator),
    }),
    output: z.strictObject({
      kind: z.string(),
      id: z.string(),
      quantity: z.int(),
      /** How many units were ever made of it, these included. */
      total: z.int(),
    }),
    refusals: ['no_such_kind', 'no_such_stock'],
    help: {
      text: '补货：给已发布的、有库存的优惠券或奖品加库存',
      input: { kind: 'coupon_templates', id: 'welcome-5', quantity: 100, operator: '王芳' },
    },
  }),
}
