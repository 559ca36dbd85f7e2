import type { Entry } from './entry'
import { applyToLots, type Lot } from './lots'

/** What the entries of an account add up to. */
export interface Balances {
  /** Spendable points: the sum of the lots. */
  readonly available: number
  /** Points promised and not yet spendable: the sum of the holds. */
  readonly pending: number
  /** Points still owed after a clawback; while there are any, nothing is available. */
  readonly debt: number
  readonly lots: readonly Lot[]
}

export const NO_POINTS: Balances = { available: 0, pending: 0, debt: 0, lots: [] }

type Effect = Pick<Entry, 'points' | 'lots'>

/** Balances after one more entry. The one place that knows what an entry does to them. */
export function applyEntry(balances: Balances, entry: Effect): Balances {
  return {
    available: balances.available + entry.points,
    pending: balances.pending,
    debt: balances.debt,
    lots: applyToLots(balances.lots, entry.lots),
  }
}

/** Balances before an entry, given those after it. */
export function undoEntry(balances: Balances, entry: Effect): Balances {
  return applyEntry(balances, {
    points: -entry.points,
    lots: entry.lots.map((lot) => ({ ...lot, points: -lot.points })),
  })
}

export function balancesOf(holder: Balances): Balances {
  const { available, pending, debt, lots } = holder
  return { available, pending, debt, lots }
}
