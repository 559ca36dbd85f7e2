import * as z from 'zod/mini'
import { defineCondition, textFact } from '../rules'
import { storeMark } from './domain/store-mark'

/** Only purchases at some of the stores. */
export const atStore = defineCondition({
  code: 'at_store',
  args: z.strictObject({ stores: z.array(z.string()) }),
  text: () => '在参加的门店消费',
  holds: (facts, { stores }) => stores.map(storeMark).includes(textFact(facts, 'store')),
})
