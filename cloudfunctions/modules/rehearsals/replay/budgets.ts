import { placesFor, type Quota } from '../../ledger'
import type { TrialBudgets } from '../../rules'
import type { AskedQuota, ShadowBudgets } from '../domain/shadow-budgets'

/** An operation asks the parts of a quota in an order of its own, here as there. */
function askedOf(quota: Quota, op: string): AskedQuota {
  return { id: quota.id, parts: quota.parts ?? [], order: placesFor(quota, op).map(({ shard }) => shard) }
}

/** Budgets of a rehearsal for one event after another. */
export class ReplayedBudgets implements TrialBudgets {
  /** The quotas that had not enough for the event. */
  refused: string[] = []
  private taken = new Map<string, { readonly quota: AskedQuota; readonly part: number; readonly amount: number }>()

  constructor(private readonly budgets: ShadowBudgets) {}

  begin(): void {
    this.refused = []
    this.taken = new Map()
  }

  take(quota: Quota, op: string, amount: number): number {
    const asked = askedOf(quota, op)
    const part = this.budgets.take(asked, amount)
    if (part === null) {
      this.refused.push(quota.id)
      return 0
    }
    this.taken.set(quota.id, { quota: asked, part, amount })
    return amount
  }

  keep(quota: string, _op: string, kept: number): void {
    const taken = this.taken.get(quota)
    if (taken && taken.amount > kept) this.budgets.giveBack(taken.quota, taken.part, taken.amount - kept)
  }
}

/** Budgets that never end. */
export const ENDLESS: TrialBudgets = { take: (_quota, _op, amount) => amount, keep: () => {} }
