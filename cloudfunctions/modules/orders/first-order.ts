import * as z from 'zod/mini'
import { defineCondition, type MemberFact, numberFact } from '../rules'
import { orderCountOf } from '../tiers'

/** How many orders of a member stand, before the one that is decided about. */
export const orderCountFact: MemberFact = {
  name: 'orderCount',
  of: async (_work, account) => orderCountOf(account),
}

/** Only the first purchase of a member. */
export const firstOrder = defineCondition({
  code: 'first_order',
  on: ['order_paid'],
  args: z.strictObject({}),
  needs: ['orderCount'],
  text: () => '首次消费',
  holds: (facts) => numberFact(facts, 'orderCount') === 0,
})
