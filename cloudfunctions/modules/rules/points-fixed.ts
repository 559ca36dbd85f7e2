import * as z from 'zod/mini'
import { points, text } from '../../platform/fields'
import { defineEffect } from './definitions'

/** Always the same number of points. */
export const pointsFixed = defineEffect({
  code: 'points_fixed',
  args: z.strictObject({ points, for: z._default(text(20), '奖励') }),
  promise: (args, words) => `${args.for} ${args.points} ${words.points}`,
  text: (_facts, args, words) => `${args.for} ${args.points} ${words.points}`,
  intents: (_facts, args) => [{ kind: 'points', points: args.points }],
})
