import { pointsNameOf } from '../../platform/brand'
import type { Work } from '../../platform/context'
import { promiseOf, type Rule, type RuleEvent } from '../rules'
import { drawChance } from './draw-chance'
import type { WheelCampaign } from './in-force'

/** The rules of a wheel that give chances, as they say themselves. */
export async function waysTo(work: Work, { campaignId, campaign }: WheelCampaign): Promise<string[]> {
  const words = { points: await pointsNameOf(work) }
  const rules = campaign.body.rules.map(
    ({ when, conditions, effects }, at): Rule => ({
      id: `${campaignId}.${at}`,
      when: when as RuleEvent,
      conditions,
      effects,
    }),
  )
  return rules
    .filter(({ effects }) => effects.some(({ code }) => code === drawChance.code))
    .map((rule) => promiseOf(work, rule, words))
}
