import * as z from 'zod/mini'
import { defineCondition, numberFact } from '../rules'

/**
 * The streak has just come to so many days. A make-up may join two runs and pass several such days at once; what the
 * longer of them had reached was given then, and is not given again.
 */
export const streakReaches = defineCondition({
  code: 'streak_reaches',
  on: ['checked_in'],
  args: z.strictObject({ days: z.int().check(z.minimum(2), z.maximum(1_000)) }),
  text: ({ days }) => `连续签到满 ${days} 天`,
  holds: (facts, { days }) => numberFact(facts, 'before') < days && days <= numberFact(facts, 'streakDays'),
})
