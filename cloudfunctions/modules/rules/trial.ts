import type { Work } from '../../platform/context'
import type { Quota } from '../ledger'
import { decisionOf } from './again'
import { type Awarded, type Prepared, settledOn } from './award'
import { amountOf, quotaOf, Taken, takeFor } from './budgets'
import type { Decision } from './domain/decision'
import type { Trace } from './trace'

/** What budgets have left in a trial: kept by whoever tries. */
export interface TrialBudgets {
  /** Takes so much of a quota for an op: what was taken, 0 when there is not so much left. */
  take(quota: Quota, op: string, amount: number): number
  /** Leaves an op with so much of what it has taken of a quota. */
  keep(quota: string, op: string, kept: number): void
}

export interface Tried extends Prepared {
  readonly op: string
  readonly budgets: TrialBudgets
  /** Campaigns that hold the member back. */
  readonly heldBack: readonly string[]
}

/**
 * What an event would earn by some rules, decided as an award is, where somebody else keeps the counts and the budgets.
 * Nothing is read and nothing written: the facts are all there.
 */
export async function trialFor(
  work: Pick<Work, 'today'>,
  { op, budgets, heldBack, ...prepared }: Tried,
): Promise<Awarded> {
  const { atMs } = prepared
  const taken = new Taken(true)
  const awarded = await settledOn(work, prepared, {
    heldBack: async (campaigns) => campaigns.filter((id) => heldBack.includes(id)),
    takes: (gain, facts) =>
      takeFor((quota, { amount }) => budgets.take(quota, op, amount), gain, { taken, facts, atMs }),
  })
  const kept = new Map(
    awarded.decision.gains.flatMap((gain) =>
      gain.terms.budgets.map(
        (budget) => [quotaOf(budget, { atMs, facts: prepared.facts }).id, amountOf(budget, gain)] as const,
      ),
    ),
  )
  for (const [quota, amount] of taken.all()) if (amount > 0) budgets.keep(quota, op, kept.get(quota) ?? 0)
  return awarded
}

/** What a trial decided, by the trace that it answered and the same rules. */
export const triedAgain = (trace: Trace, prepared: Pick<Prepared, 'inForce' | 'atMs'>): Decision =>
  decisionOf(trace, prepared.inForce, prepared.atMs)
