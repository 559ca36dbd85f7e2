import { campaignBreakers } from '../../cloudfunctions/modules/rules'
import { latch } from './latch'

/**
 * A campaign's breaker at which the first who asks waits until they are let go, and is then held back; all others are let
 * in at once. So two functions decide the same event in different ways.
 */
export function heldBreaker() {
  const { reached, wait, release } = latch()
  let asked = 0
  const extension = campaignBreakers.with(async (_, { campaigns }) => {
    asked += 1
    if (asked > 1) return []
    await wait()
    return campaigns
  })
  return { extension, reached, release }
}
