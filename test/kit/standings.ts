import { withOrderGrowth } from '../../cloudfunctions/modules/tiers/domain/earning'
import type { Tier } from '../../cloudfunctions/modules/tiers/domain/ladder'
import {
  NEW_STANDING,
  type Standing,
  standingOn,
  type TierRules,
} from '../../cloudfunctions/modules/tiers/domain/standing'

export const tier = (
  order: number,
  tierId: string,
  growthAtLeast: number,
  ordersAtLeast: number | null = null,
): Tier => ({
  tierId,
  name: tierId,
  order,
  growthAtLeast,
  ordersAtLeast,
  rateBps: 10_000,
  benefits: [],
})
export const LADDER = [
  tier(1, 'base', 0),
  tier(2, 'silver', 1_000, 10),
  tier(3, 'gold', 2_000),
  tier(4, 'black', 5_000),
]
export const ROLLING: TierRules = { ladder: LADDER, window: 'rolling_12_months', graceDays: 30, downgrade: 'one_down' }
export const YEARLY: TierRules = { ...ROLLING, window: 'calendar_year' }
export const EVER: TierRules = { ...ROLLING, window: 'lifetime' }

/** `gold to 2027-03-31`, `gold grace 2026-04-09`, `base`. */
function shown({ tier, keepUntil, grace }: Standing): string {
  if (grace) return `${tier} grace ${grace.until}`
  return keepUntil === null ? String(tier) : `${tier} to ${keepUntil}`
}

/** What happens on a day: an order of so many yuan, a refund of one (negative), or nothing; with its own day where that is another. */
export type Happening = readonly [today: string, yuan: number, then: string, on?: string, orders?: 1 | -1 | 0]

/** A member's story, each line checked for what it comes to. */
export function lived(rules: TierRules, story: readonly Happening[], begun: Standing = NEW_STANDING): Standing {
  return story.reduce((standing, [today, yuan, then, on = today, orders]) => {
    const change = { amountFen: yuan * 100, orders: orders ?? (yuan > 0 ? 1 : 0), on } as const
    const after =
      yuan === 0
        ? standingOn(standing, rules, today)
        : withOrderGrowth(standing, rules, today, { ...change, cause: yuan > 0 ? 'order' : 'refund' })
    expect(`${today} ${shown(after)}`).toBe(`${today} ${then}`)
    // Whoever looks, and however often, changes nothing.
    expect(standingOn(after, rules, today)).toEqual(after)
    return after
  }, begun)
}

export const changesOf = ({ changes }: Standing) =>
  changes.map(({ from, to, on, cause }) => `${on} ${from}>${to} ${cause}`)
