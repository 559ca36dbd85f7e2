import * as z from 'zod/mini'
import { points } from '../../platform/fields'
import { defineEffect, numberFact } from '../rules'
import { pointsOfStep, stepOf } from './domain/ladder'

/** The points of the ladder's step for this day of the streak. */
export const pointsByLadder = defineEffect({
  code: 'points_by_ladder',
  args: z.strictObject({ ladder: z.array(points) }),
  text(facts, { ladder }, words) {
    const step = stepOf(ladder, numberFact(facts, 'position'))
    return `签到阶梯第 ${step} 天得 ${pointsOfStep(ladder, step)} ${words.points}`
  },
  intents(facts, { ladder }) {
    const step = stepOf(ladder, numberFact(facts, 'position'))
    return [{ kind: 'points', points: pointsOfStep(ladder, step) }]
  },
})
