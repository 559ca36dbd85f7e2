import type { Work } from '../../platform/context'
import type { Account } from '../ledger'
import { lentOver } from './campaign/lent-tier'
import { type OrderGrowth, reachedBetween, withOrderGrowth } from './domain/earning'
import { type Tier, tierIn } from './domain/ladder'
import { hasMoved, type Standing, standingOn, type TierRules } from './domain/standing'
import { tierRules } from './ladder-in-force'
import { roomWith, storedStanding } from './room'

/** A member's growth and tier as of now, with what tiers go by. */
export async function standingOf(
  work: Work,
  account: Account,
): Promise<{ readonly standing: Standing; readonly rules: TierRules; readonly tier: Tier | null }> {
  const rules = await tierRules(work)
  const standing = standingOn(storedStanding(account), rules, work.today)
  return { standing, rules, tier: tierIn(rules.ladder, standing.tier) }
}

/** The tier that counts for a member now: their own, or a higher one that a campaign has lent them. */
export async function tierHeld(work: Work, account: Account) {
  const { rules, tier: own } = await standingOf(work, account)
  const lent = lentOver(account, { ladder: rules.ladder, own, today: work.today })
  return { ladder: rules.ladder, tier: lent?.tier ?? own, lent }
}

/** The tier that a member has now, with what an order's points are multiplied by; null while there are no tiers. */
export async function tierOf(
  work: Work,
  account: Account,
): Promise<{ readonly tierId: string; readonly name: string; readonly rateBps: number } | null> {
  const { tier } = await tierHeld(work, account)
  return tier && { tierId: tier.tierId, name: tier.name, rateBps: tier.rateBps }
}

/** What an order or a refund makes of growth and tier. */
export interface Grown {
  /** The account's rooms that change, to be written with the order's points. */
  readonly rooms: Account['rooms']
  /** The names of the tiers between which the member went up; `from` is null for who had none. */
  readonly reached: { readonly from: string | null; readonly to: string } | null
  /** Whether `afterTierChange` has something to do: a tier was reached, is no longer earned, or is earned again. */
  readonly isMoved: boolean
}

/**
 * Growth by an order paid on a business date, or less of it by a refund, and the tier that follows at once. Reads what is
 * published and nothing else; the caller writes the rooms in the same update as the points.
 */
export async function withOrder(work: Work, account: Account, order: OrderGrowth): Promise<Grown> {
  const rules = await tierRules(work)
  const before = storedStanding(account)
  const after = withOrderGrowth(before, rules, work.today, order)
  const reached = reachedBetween(rules.ladder, before, after)
  return {
    rooms: roomWith(after),
    reached: reached && { from: reached.from?.name ?? null, to: reached.to.name },
    isMoved: hasMoved(before, after),
  }
}

/** How many orders of a member stand, by what their growth was counted from. */
export function orderCountOf(account: Account): number {
  return storedStanding(account).lifetime.orders
}
