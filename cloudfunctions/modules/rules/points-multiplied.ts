import * as z from 'zod/mini'
import { defineEffect } from './definitions'
import { BASE_POINTS, numberFact } from './domain/rule'
import { surplusOf } from './domain/surplus'

const PLAIN_RATE_BPS = 10_000
const timesText = (rateBps: number) => `${rateBps / PLAIN_RATE_BPS} 倍`

/** So many times what the programme's own rules give; what comes on top is the campaign's. */
export const pointsMultiplied = defineEffect({
  code: 'points_multiplied',
  args: z.strictObject({ rateBps: z.int().check(z.minimum(10_001), z.maximum(100_000)) }),
  promise: ({ rateBps }, words) => `${words.points}按 ${timesText(rateBps)}得`,
  text(facts, { rateBps }, { points }) {
    const surplus = surplusOf(numberFact(facts, BASE_POINTS), rateBps)
    return `${points}按 ${timesText(rateBps)}得，多得 ${surplus} ${points}`
  },
  formula: (facts, { rateBps }) => `${numberFact(facts, BASE_POINTS)} × ${(rateBps - PLAIN_RATE_BPS) / PLAIN_RATE_BPS}`,
  intents: (_facts, { rateBps }) => [{ kind: 'multiply', rateBps }],
})
