import * as z from 'zod/mini'
import { businessDateOf, daysBetween } from '../../kernel/business-date'
import { defineCondition, type MemberFact, numberFact } from '../rules'
import { members } from './store'

/** For how many days somebody has been a member, 0 on the day of joining. */
export const joinedDaysFact: MemberFact = {
  name: 'joinedDays',
  async of(work, { member }, atMs) {
    const found = await work.store.get(members, member)
    return found ? Math.max(0, daysBetween(businessDateOf(found.joinedAtMs), businessDateOf(atMs))) : 0
  },
}

/** Only who joined lately: on the day of joining and the days after it, so many in all. */
export const joinedWithin = defineCondition({
  code: 'joined_within',
  args: z.strictObject({ days: z.int().check(z.minimum(1), z.maximum(3_650)) }),
  needs: ['joinedDays'],
  text: ({ days }) => `入会 ${days} 天以内`,
  holds: (facts, { days }) => numberFact(facts, 'joinedDays') < days,
})
