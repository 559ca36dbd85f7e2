import { addDays, type BusinessDate } from '../../../kernel/business-date'
import type { Sums } from './growth'
import { FEN_PER_GROWTH, growthOf, isFree, nextAbove, nextBelow, qualifies, type Tier, tierIn } from './ladder'
import type { Standing, TierRules } from './standing'
import { type Evidence, evidenceOf, holdsUntil, keptUntil, windowStartOf } from './window'

/** What a tier still takes: so much money, or so many orders. Nothing of either when it is earned. */
export interface Missing {
  readonly fen: number
  /** Null where orders alone do not lead there. */
  readonly orders: number | null
}

export interface NextTier {
  readonly tier: Tier
  readonly missing: Missing
  readonly missingGrowth: number
  /** The last day on which that is all that is missing; null when it does not end. */
  readonly by: BusinessDate | null
  /** How near it is, by whichever way is nearer. */
  readonly progressBps: number
}

/** How a tier that ends is kept. */
export interface Keeping {
  readonly tier: Tier
  /** The last day on which it is sure. */
  readonly until: BusinessDate
  readonly isGrace: boolean
  readonly missing: Missing
  /** The first day of what counts; null when all of it counts. */
  readonly from: BusinessDate | null
  /** Until when a review would renew it; null when for ever, and in grace, when it depends on how it is saved. */
  readonly renewedUntil: BusinessDate | null
  /** Where it goes otherwise. */
  readonly below: Tier | null
}

/** What is seen of a standing that is as of today. */
export interface Outlook {
  readonly tier: Tier | null
  /** The running window. */
  readonly window: Evidence
  readonly next: NextTier | null
  /** Null when the tier does not end. */
  readonly keeping: Keeping | null
}

const BPS = 10_000

function missingFor(tier: Tier, sums: Sums): Missing {
  if (qualifies(tier, sums)) return { fen: 0, orders: tier.ordersAtLeast === null ? null : 0 }
  return {
    fen: tier.growthAtLeast * FEN_PER_GROWTH - sums.growthFen,
    orders: tier.ordersAtLeast === null ? null : tier.ordersAtLeast - sums.orders,
  }
}

function nextOf(standing: Standing, rules: TierRules, tier: Tier | null, window: Evidence): NextTier | null {
  const next = nextAbove(rules.ladder, tier)
  if (!next) return null
  const shares = [
    (window.growthFen * BPS) / Math.max(1, next.growthAtLeast * FEN_PER_GROWTH),
    next.ordersAtLeast === null ? 0 : (window.orders * BPS) / next.ordersAtLeast,
  ]
  return {
    tier: next,
    missing: missingFor(next, window),
    missingGrowth: Math.max(0, next.growthAtLeast - growthOf(window)),
    by: holdsUntil(rules.window, standing, window.of),
    progressBps: Math.min(BPS, Math.floor(Math.max(...shares))),
  }
}

/** By whichever of some evidence less money is missing for a tier. */
function least(tier: Tier, evidence: readonly Evidence[]): Missing {
  const all = evidence.map((one) => missingFor(tier, one))
  return all.reduce((best, one) => (one.fen < best.fen ? one : best))
}

function keepingOf(standing: Standing, rules: TierRules, tier: Tier): Keeping | null {
  const { grace, keepUntil, basis } = standing
  if (isFree(tier)) return null
  const below = nextBelow(rules.ladder, tier)
  if (grace) {
    // Of the window as it will be then: what falls out of it before would be missing again.
    const missing = least(tier, [evidenceOf(rules.window, standing, grace.until), ...(basis ? [basis] : [])])
    return { tier, until: grace.until, isGrace: true, missing, from: null, renewedUntil: null, below }
  }
  if (keepUntil === null) return null
  const then = evidenceOf(rules.window, standing, keepUntil)
  return {
    tier,
    until: keepUntil,
    isGrace: false,
    missing: missingFor(tier, then),
    from: windowStartOf(rules.window, keepUntil),
    renewedUntil: keptUntil(rules.window, keepUntil),
    below,
  }
}

/** What a standing, which must be as of today, looks like from there. */
export function outlookOf(standing: Standing, rules: TierRules, today: BusinessDate): Outlook {
  const tier = tierIn(rules.ladder, standing.tier)
  const window = evidenceOf(rules.window, standing, today)
  return {
    tier,
    window,
    next: nextOf(standing, rules, tier, window),
    keeping: tier ? keepingOf(standing, rules, tier) : null,
  }
}

/** The first day on which a tier is no longer sure; null when it does not end. */
export function reviewDayOf({ keepUntil, grace }: Pick<Standing, 'keepUntil' | 'grace'>): BusinessDate | null {
  const last = grace?.until ?? keepUntil
  return last === null ? null : addDays(last, 1)
}
