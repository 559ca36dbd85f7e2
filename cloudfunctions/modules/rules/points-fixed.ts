import * as z from 'zod/mini'
import { points } from '../../platform/fields'
import { defineEffect } from './domain/rule'

/** Always the same number of points. */
export const pointsFixed = defineEffect({
  code: 'points_fixed',
  args: z.strictObject({ points, for: z.string() }),
  text: (_facts, args) => `${args.for} ${args.points} 积分`,
  intents: (_facts, args) => [{ kind: 'points', points: args.points }],
})
