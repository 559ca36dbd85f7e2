import type { Sums } from './growth'
import type { Evidence } from './window'

/** Something that a tier gives, so many times in a month or a year. */
export interface Benefit {
  readonly benefitId: string
  readonly name: string
  /** How it is had and used. */
  readonly text: string
  readonly quota: number
  readonly per: 'month' | 'year'
}

/** One step of the ladder, as it was published. */
export interface Tier {
  readonly tierId: string
  readonly name: string
  /** Its place: a greater number is a higher tier. */
  readonly order: number
  /** Growth that leads here: whole yuan. */
  readonly growthAtLeast: number
  /** Orders that lead here as well; null where only growth does. */
  readonly ordersAtLeast: number | null
  /** What an order's points are multiplied by: 10000 is once. */
  readonly rateBps: number
  readonly benefits: readonly Benefit[]
}

/** All tiers in force, the lowest first. */
export type Ladder = readonly Tier[]

/** A yuan spent is one growth. */
export const FEN_PER_GROWTH = 100

export function growthOf({ growthFen }: Pick<Sums, 'growthFen'>): number {
  return Math.floor(growthFen / FEN_PER_GROWTH)
}

/** Whether a tier asks for nothing: everybody has it, and it never ends. */
export function isFree(tier: Tier): boolean {
  return tier.growthAtLeast === 0
}

export function qualifies(tier: Tier, sums: Sums): boolean {
  return growthOf(sums) >= tier.growthAtLeast || (tier.ordersAtLeast !== null && sums.orders >= tier.ordersAtLeast)
}

/** The highest tier that any of some evidence leads to, by the newest that does; null when none leads anywhere. */
export function bestOf(
  ladder: Ladder,
  evidence: readonly Evidence[],
): { readonly tier: Tier; readonly by: Evidence } | null {
  for (const tier of [...ladder].reverse()) {
    const by = newestFor(tier, evidence)
    if (by) return { tier, by }
  }
  return null
}

/** Of the evidence that leads to a tier, the newest; null when none does. */
export function newestFor(tier: Tier, evidence: readonly Evidence[]): Evidence | null {
  const leading = evidence.filter((one) => qualifies(tier, one))
  return leading.reduce<Evidence | null>((newest, one) => (newest && newest.of >= one.of ? newest : one), null)
}

export function tierIn(ladder: Ladder, tierId: string | null): Tier | null {
  return ladder.find((tier) => tier.tierId === tierId) ?? null
}

/** A benefit of whichever tier has it; null when none does. */
export function benefitIn(ladder: Ladder, benefitId: string): Benefit | null {
  return ladder.flatMap(({ benefits }) => benefits).find((benefit) => benefit.benefitId === benefitId) ?? null
}

export function nextBelow(ladder: Ladder, tier: Tier): Tier | null {
  return ladder.filter(({ order }) => order < tier.order).at(-1) ?? null
}

export function nextAbove(ladder: Ladder, tier: Tier | null): Tier | null {
  return ladder.find(({ order }) => tier === null || order > tier.order) ?? null
}
