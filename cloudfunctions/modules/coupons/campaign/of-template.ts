import * as z from 'zod/mini'
import { id, text } from '../../../platform/fields'
import { defineCondition, textFact } from '../../rules'

/** Only coupons of some templates. */
export const ofTemplate = defineCondition({
  code: 'of_template',
  args: z.strictObject({
    templates: z.array(id).check(z.minLength(1), z.maxLength(50)),
    name: z._default(text(20), '指定的优惠券'),
  }),
  on: ['coupon_used'],
  among: ({ templates }) => ({ fact: 'template', values: templates }),
  text: ({ name }) => `用了${name}`,
  holds: (facts, { templates }) => templates.includes(textFact(facts, 'template')),
})
