import type { Given } from './decision'

/** Of the offers of one stacking group only the best: more points, and of equals the earlier. The order stays. */
export function bestOfGroups(offers: readonly Given[]): readonly Given[] {
  const best = new Map<string, Given>()
  for (const offer of offers) {
    const group = offer.rule.campaign?.group
    if (group === undefined) continue
    const known = best.get(group)
    // guard: best-of-group
    if (!known || offer.points > known.points) best.set(group, offer)
  }
  return offers.filter((offer) => {
    const group = offer.rule.campaign?.group
    return group === undefined || best.get(group) === offer
  })
}
