import * as z from 'zod/mini'
import { id } from '../../platform/fields'
import { defineEffect } from '../rules'
import { chancesName } from './earned'

const MOST_AT_ONCE = 20

/** Chances to draw on a wheel, counted with the member's account in the same write as the event's points. */
export const drawChance = defineEffect({
  code: 'draw_chance',
  args: z.strictObject({ campaignId: id, times: z.int().check(z.minimum(1), z.maximum(MOST_AT_ONCE)) }),
  promise: ({ times }) => `得 ${times} 次抽奖机会`,
  text: (_, { times }) => `得 ${times} 次抽奖机会`,
  intents: (_, { campaignId, times }) => [{ kind: 'count', name: chancesName(campaignId), period: 'ever', add: times }],
})
