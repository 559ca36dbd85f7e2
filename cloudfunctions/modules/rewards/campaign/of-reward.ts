import * as z from 'zod/mini'
import { id, text } from '../../../platform/fields'
import { defineCondition, textFact } from '../../rules'

/** Only some rewards of the mall. */
export const ofReward = defineCondition({
  code: 'of_reward',
  args: z.strictObject({
    rewards: z.array(id).check(z.minLength(1), z.maxLength(50)),
    name: z._default(text(20), '指定的礼品'),
  }),
  on: ['reward_redeemed'],
  among: ({ rewards }) => ({ fact: 'reward', values: rewards }),
  text: ({ name }) => `兑换${name}`,
  holds: (facts, { rewards }) => rewards.includes(textFact(facts, 'reward')),
})
