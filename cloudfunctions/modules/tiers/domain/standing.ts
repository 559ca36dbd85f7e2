import { addDays, type BusinessDate } from '../../../kernel/business-date'
import { type Growth, NO_GROWTH } from './growth'
import { bestOf, isFree, type Ladder, newestFor, nextBelow, qualifies, type Tier, tierIn } from './ladder'
import { type Evidence, evidenceOf, keptUntil, lentUntil, type TierWindow, withGrace } from './window'

/** Why a tier changed, or is about to. */
export type TierCause = 'order' | 'refund' | 'review' | 'ladder' | 'merge'

export interface TierChange {
  /** The tier before; empty when there was none. */
  readonly from: string
  readonly to: string
  readonly on: BusinessDate
  readonly cause: TierCause
}

/** Time in which a tier is still held that is no longer earned. */
export interface Grace {
  readonly until: BusinessDate
  readonly cause: TierCause
}

/** A member's growth and tier, as kept with the account. */
export interface Standing extends Growth {
  /** Null before the first tier, and while there are none. */
  readonly tier: string | null
  readonly since: BusinessDate | null
  /** The last day before the tier is reviewed; null when it never is. */
  readonly keepUntil: BusinessDate | null
  readonly grace: Grace | null
  /**
   * What the tier stands on. Refunds of it are taken from it, and when it no longer leads to the tier, the tier has lost
   * its ground. Null for a tier that stands on none: one that everybody has, that somebody fell to, or that a new ladder
   * asks more for than they have.
   */
  readonly basis: Evidence | null
  /** The newest first. */
  readonly changes: readonly TierChange[]
}

export const NEW_STANDING: Standing = {
  ...NO_GROWTH,
  tier: null,
  since: null,
  keepUntil: null,
  grace: null,
  basis: null,
  changes: [],
}

/** What the programme says about tiers at a moment. */
export interface TierRules {
  readonly ladder: Ladder
  readonly window: TierWindow
  readonly graceDays: number
  /** Where somebody goes who did not keep a tier: to the next one below, or to the one that their growth leads to. */
  readonly downgrade: 'one_down' | 'by_growth'
}

/** How many changes a standing remembers. */
export const CHANGES_KEPT = 12
/** Of one member, reviews that nobody looked at for so long that they come together: one and a grace for each year. */
const REVIEWS_AT_ONCE = 64

/**
 * A standing as it is on a day: reviews that fell due by its start are done in their order, each as of its own day, and
 * what a new ladder or window changes is seen to. The same on the same day, however often it was asked before.
 */
export function standingOn(standing: Standing, rules: TierRules, today: BusinessDate): Standing {
  return settled(reviewed(standing, rules, today), rules, { today, cause: 'ladder' })
}

function reviewed(standing: Standing, rules: TierRules, today: BusinessDate): Standing {
  let now = standing
  for (let done = 0; done < REVIEWS_AT_ONCE; done += 1) {
    const held = tierIn(rules.ladder, now.tier)
    if (!held) return now
    if (now.grace) {
      // guard: tier-grace
      if (now.grace.until >= today) return now
      now = fallen(now, rules, held, { on: addDays(now.grace.until, 1), cause: now.grace.cause })
    } else {
      if (now.keepUntil === null || now.keepUntil >= today) return now
      now = review(now, rules, held, now.keepUntil)
    }
  }
  return now
}

/** A tier whose time has ended: renewed by what was bought in it, or given some days of grace. */
function review(now: Standing, rules: TierRules, held: Tier, endedOn: BusinessDate): Standing {
  const basis = evidenceOf(rules.window, now, endedOn)
  if (qualifies(held, basis)) return { ...now, basis, keepUntil: keptFor(held, rules, endedOn) }
  return inGrace({ ...now, basis }, { from: addDays(endedOn, 1), until: addDays(endedOn, rules.graceDays) }, 'review')
}

/** A standing whose tier is no longer earned, and held for some days. What is bought in them counts for it. */
function inGrace(
  now: Standing,
  { from, until }: { readonly from: BusinessDate; readonly until: BusinessDate },
  cause: TierCause,
): Standing {
  return { ...now, grace: { until, cause }, basis: now.basis && withGrace(now.basis, from, until) }
}

/** The later of two last days; null is for ever. */
function later(one: BusinessDate | null, other: BusinessDate): BusinessDate | null {
  return one === null || one > other ? one : other
}

/** How long a tier is kept by evidence of a day. What asks for nothing is kept for ever. */
function keptFor(tier: Tier, rules: TierRules, of: BusinessDate): BusinessDate | null {
  return isFree(tier) ? null : keptUntil(rules.window, of)
}

function fallen(
  now: Standing,
  rules: TierRules,
  held: Tier,
  fall: { readonly on: BusinessDate; readonly cause: TierCause },
): Standing {
  const evidence = [evidenceOf(rules.window, now, fall.on), ...(now.basis ? [now.basis] : [])]
  const below = rules.ladder.filter(({ order }) => order < held.order)
  const target =
    rules.downgrade === 'one_down' ? nextBelow(rules.ladder, held) : (bestOf(below, evidence)?.tier ?? null)
  if (!target) return moved(now, { ...fall, to: null, keepUntil: null, basis: null })
  const basis = newestFor(target, evidence)
  const kept = basis && keptFor(target, rules, basis.of)
  const isEarned = basis !== null && (kept === null || kept >= fall.on)
  const lent = isFree(target) ? null : lentUntil(rules.window, fall.on)
  return moved(now, { ...fall, to: target, keepUntil: isEarned ? kept : lent, basis: isEarned ? basis : null })
}

/** A standing with another tier, or none. */
function moved(
  now: Standing,
  change: Pick<Standing, 'keepUntil' | 'basis'> & {
    readonly to: Tier | null
    readonly on: BusinessDate
    readonly cause: TierCause
  },
): Standing {
  const { to, on, cause, keepUntil } = change
  // Whoever comes to what everybody has from nothing has not moved.
  const isQuiet = now.tier === null && (to === null || isFree(to))
  const told: TierChange = { from: now.tier ?? '', to: to?.tierId ?? '', on, cause }
  return {
    ...now,
    tier: to?.tierId ?? null,
    since: isQuiet ? null : on,
    keepUntil,
    grace: null,
    basis: to && isFree(to) ? null : change.basis,
    changes: isQuiet ? now.changes : [told, ...now.changes].slice(0, CHANGES_KEPT),
  }
}

/**
 * A standing after its growth or the ladder has changed: up at once to the highest tier that any evidence leads to, and
 * out of grace when what is held is earned again. A tier that a refund took the ground from is held for the days of
 * grace. One that a new ladder asks more for is held for as long as was promised, and is reviewed by the new one then.
 *
 * @param happened.late evidence of the day of an order that was recorded later
 */
export function settled(
  now: Standing,
  rules: TierRules,
  happened: { readonly today: BusinessDate; readonly cause: TierCause; readonly late?: Evidence },
): Standing {
  const { ladder, window, graceDays } = rules
  const { today, cause, late } = happened
  if (ladder.length === 0) return now
  const fresh = [evidenceOf(window, now, today), ...(late ? [late] : [])]
  const all = [...fresh, ...(now.basis ? [now.basis] : [])]
  // What is bought in grace saves the tier; together with what was bought before, it does not lead higher.
  const best = bestOf(ladder, now.grace ? fresh : all)
  const held = tierIn(ladder, now.tier)
  if (best && (!held || best.tier.order > held.order)) {
    const keepUntil = later(keptFor(best.tier, rules, best.by.of), today)
    return moved(now, { to: best.tier, on: today, cause, keepUntil, basis: best.by })
  }
  // No tier is left for somebody whose own is gone from the ladder.
  if (!held) return now.tier === null ? now : moved(now, { to: null, on: today, cause, keepUntil: null, basis: null })
  const earned = newestFor(held, all)
  if (now.grace && earned) {
    return { ...now, grace: null, keepUntil: later(keptFor(held, rules, earned.of), now.grace.until), basis: earned }
  }
  if (now.grace || earned || now.basis === null) return now
  if (cause === 'ladder') return { ...now, basis: null }
  return inGrace(now, { from: today, until: addDays(today, graceDays) }, cause)
}

const sameGrace = (one: Grace | null, other: Grace | null) => one?.until === other?.until && one?.cause === other?.cause

/** Whether a tier, or the day until which it is sure, is another than before. */
export function hasMoved(before: Standing, after: Standing): boolean {
  const [one, other] = [before.changes[0], after.changes[0]]
  const isSameChange = one?.on === other?.on && one?.from === other?.from && one?.to === other?.to
  return !isSameChange || before.keepUntil !== after.keepUntil || !sameGrace(before.grace, after.grace)
}
