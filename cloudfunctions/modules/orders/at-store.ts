import * as z from 'zod/mini'
import { id } from '../../platform/fields'
import { defineCondition, textFact } from '../rules'
import { storeMark } from './domain/store-mark'

/** Only purchases at some of the stores. */
export const atStore = defineCondition({
  code: 'at_store',
  on: ['order_paid', 'order_vested', 'order_refunded', 'coupon_used'],
  args: z.strictObject({ stores: z.array(id).check(z.minLength(1), z.maxLength(500)) }),
  text: () => '在参加的门店消费',
  among: ({ stores }) => ({ fact: 'store', values: stores.map(storeMark) }),
  holds: (facts, { stores }) => stores.map(storeMark).includes(textFact(facts, 'store')),
})
