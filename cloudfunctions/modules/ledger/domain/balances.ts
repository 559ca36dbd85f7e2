import type { Entry } from './entry'
import { applyChanges, type Hold, type Lot, negated, sumOf } from './lots'

/** What the entries of an account add up to. */
export interface Balances {
  /** Spendable points: the sum of the lots. */
  readonly available: number
  /** Points promised and not yet spendable: the sum of the holds. */
  readonly pending: number
  /** Points still owed after a clawback; while there are any, nothing is available. */
  readonly debt: number
  readonly lots: readonly Lot[]
  readonly holds: readonly Hold[]
}

export const NO_POINTS: Balances = { available: 0, pending: 0, debt: 0, lots: [], holds: [] }

type Effect = Pick<Entry, 'points' | 'lots' | 'holds'>

/**
 * Balances after one more entry, whatever its kind: lots and holds change as it says, and what its points do not
 * account for is owed: available + pending - debt always changes by `points`.
 */
export function applyEntry(balances: Balances, { points, lots, holds }: Effect): Balances {
  const [spendable, promised] = [sumOf(lots), sumOf(holds)]
  return {
    available: balances.available + spendable,
    pending: balances.pending + promised,
    debt: balances.debt + spendable + promised - points,
    lots: applyChanges(balances.lots, lots),
    holds: applyChanges(balances.holds, holds),
  }
}

/** Balances before an entry, given those after it. */
export function undoEntry(balances: Balances, { points, lots, holds }: Effect): Balances {
  return applyEntry(balances, { points: -points, lots: negated(lots), holds: negated(holds) })
}

export function balancesOf(holder: Balances): Balances {
  const { available, pending, debt, lots, holds } = holder
  return { available, pending, debt, lots, holds }
}
