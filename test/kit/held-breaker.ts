import { campaignBreakers } from '../../cloudfunctions/modules/rules'

/**
 * A campaign's breaker at which the first who asks waits until they are let go, and is then held back; all others are let
 * in at once. So two functions decide the same event in different ways.
 */
export function heldBreaker() {
  let release = () => {}
  let reach = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  const reached = new Promise<void>((resolve) => (reach = resolve))
  let asked = 0
  const extension = campaignBreakers.with(async (_, { campaigns }) => {
    asked += 1
    if (asked > 1) return []
    reach()
    await released
    return campaigns
  })
  return { extension, reached, release: () => release() }
}
