import { pointsNameOf } from '../../platform/brand'
import type { Work } from '../../platform/context'
import { conditions } from '../rules'
import { drawChance } from './draw-chance'
import type { WheelCampaign } from './in-force'

/** The rules of a wheel that give chances, as they say themselves. */
export async function waysTo(work: Work, { campaign }: WheelCampaign): Promise<string[]> {
  const words = { points: await pointsNameOf(work) }
  return campaign.body.rules.flatMap((rule) => {
    const met = rule.conditions.map(({ code, ...stored }) => {
      const known = work.registry.all(conditions).find((one) => one.code === code)
      return known?.text(known.parse(stored), words) ?? code
    })
    const given = rule.effects
      .filter(({ code }) => code === drawChance.code)
      .map(({ code: _, ...stored }) => drawChance.promise?.(drawChance.parse(stored), words) ?? '')
    return given.length === 0 ? [] : [[...met, ...given].join('，')]
  })
}
