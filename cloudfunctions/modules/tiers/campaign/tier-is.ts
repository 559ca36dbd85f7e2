import * as z from 'zod/mini'
import { text } from '../../../platform/fields'
import { defineCondition, type MemberFact, textFact } from '../../rules'
import { tierId } from '../ladder-in-force'
import { tierOf } from '../standing-of'

/** The tier that a member has, by its id: the facts of an order name its title, which a new version may change. */
export const tierFact: MemberFact = {
  name: 'tierId',
  of: async (work, account) => (await tierOf(work, account))?.tierId ?? '',
}

/** Only members of some tiers. */
export const tierIs = defineCondition({
  code: 'tier_is',
  args: z.strictObject({
    tiers: z.array(tierId).check(z.minLength(1), z.maxLength(20)),
    name: z._default(text(20), '指定等级会员'),
  }),
  needs: ['tierId'],
  text: ({ name }) => `是${name}`,
  holds: (facts, { tiers }) => tiers.includes(textFact(facts, 'tierId')),
})
