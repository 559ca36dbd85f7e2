import { businessDateOf } from '../../kernel/business-date'
import type { Work } from '../../platform/context'
import { keepOfQuota, type Quota } from '../ledger'
import type { Gain } from './domain/decision'
import { comesToSomething } from './domain/evaluate'
import type { Budget, CampaignTerms, Facts } from './domain/rule'

/** What one run of an award has taken of which quotas: what it gives in the end is compared with it. */
export class Taken {
  private readonly amounts = new Map<string, number>()

  /**
   * @param isNew nobody has ever tried this award before: all that was taken for it is known here. Otherwise a function that
   * ended may have taken more, and all that it may have asked is looked at.
   */
  constructor(readonly isNew: boolean) {}

  note(quota: string, amount: number): void {
    this.amounts.set(quota, amount)
  }

  of(quota: string): number | null {
    return this.amounts.get(quota) ?? null
  }

  /** All that was taken, by quota. */
  all(): ReadonlyMap<string, number> {
    return this.amounts
  }

  /** Whether there is nothing that could have to go back. */
  get isNothing(): boolean {
    return this.isNew && [...this.amounts.values()].every((amount) => amount === 0)
  }
}

/** What decides which quota of a budget it is. */
interface Occasion {
  readonly atMs: number
  readonly facts: Facts
}

/** The quota of a budget that an event takes from: one for all, one for each day or one for each store. */
export function quotaOf({ id, by, parts }: Budget, { atMs, facts }: Occasion): Quota {
  const own = by === 'campaign' ? id : `${id}|${by === 'day' ? businessDateOf(atMs) : (facts.store ?? '')}`
  return { id: own, shards: parts.length, parts }
}

/** What a gain takes of a budget: its points, what its gifts cost, or one. */
export function amountOf({ unit }: Budget, gain: Gain): number {
  if (!comesToSomething(gain)) return 0
  if (unit === 'points') return gain.points
  return unit === 'times' ? 1 : gain.gifts.reduce((sum, { intent }) => sum + intent.costFen, 0)
}

/** Takes so much of a quota for one award: answers what was taken. */
type TakeFrom = (quota: Quota, wanted: { readonly amount: number; readonly isNew: boolean }) => number | Promise<number>

/** Asks all budgets of a gain for what it takes; false when one of them has not so much left. */
export async function takeFor(
  takeFrom: TakeFrom,
  gain: Gain,
  { taken, ...occasion }: Occasion & { readonly taken: Taken },
): Promise<boolean> {
  for (const budget of gain.terms.budgets) {
    const amount = amountOf(budget, gain)
    if (amount === 0) continue
    const quota = quotaOf(budget, occasion)
    const before = taken.of(quota.id)
    const isNew = taken.isNew && before === null
    const got = before ?? (await takeFrom(quota, { amount, isNew }))
    taken.note(quota.id, got)
    // Decided anew it may come to more than was taken for it before: then it is not given at all.
    // guard: budget-covers
    if (got < amount) return false
  }
  return true
}

/**
 * Leaves the budgets of a campaign with what was given out of them for an event, and gives back what else was taken.
 * @param gain null when nothing was given
 */
export async function keepFor(
  work: Work,
  terms: CampaignTerms,
  gain: Gain | null,
  { op, taken, ...occasion }: Occasion & { readonly op: string; readonly taken?: Taken | undefined },
): Promise<void> {
  for (const budget of terms.budgets) {
    const quota = quotaOf(budget, occasion)
    const kept = gain ? amountOf(budget, gain) : 0
    const known = taken?.isNew ? (taken.of(quota.id) ?? 0) : null
    // guard: budget-kept
    if (known === null || known > kept) await keepOfQuota(work, quota, { op, kept })
  }
}
