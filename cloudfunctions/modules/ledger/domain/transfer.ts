import type { Balances } from './balances'
import type { EntryBody } from './entry'
import {
  applyChanges,
  type Hold,
  type Lot,
  MAX_HOLDS,
  MAX_LOTS,
  mergeWithin,
  negated,
  stillThere,
  sumOf,
  take,
} from './lots'
import type { Cause, Posting } from './posting'

/** What goes from one account to another: each lot and hold with its own days and month of issue, and what is owed. */
export interface Transfer {
  readonly lots: readonly Lot[]
  readonly holds: readonly Hold[]
  readonly debt: number
}

/** All that an account has and owes. */
export function wholeOf({ lots, holds, debt }: Balances): Transfer {
  return { lots, holds, debt }
}

const lotOf = ({ expiresOn, cohort, points }: Hold): Lot => ({ expiresOn, cohort, points })

/**
 * Of what has come into an account, what is still there: holds that have vested since are lots, and what is still owed
 * of the debt. Of lots that cannot be told from the account's own, its own count as spent first.
 */
export function remainderOf(balances: Balances, came: Transfer): Transfer {
  const holds = stillThere(balances.holds, came.holds)
  const vested = applyChanges(came.holds, negated(holds)).map(lotOf)
  const lots = stillThere(balances.lots, applyChanges(applyChanges([], came.lots), vested))
  return { lots, holds, debt: Math.min(balances.debt, came.debt) }
}

/** What of a transfer another does not have. */
export function missingOf(whole: Transfer, part: Transfer): Transfer {
  // A hold that has vested since is missed as the lot it would be.
  const lots = applyChanges(applyChanges([], whole.lots), whole.holds.map(lotOf))
  const there = applyChanges(part.lots, part.holds.map(lotOf))
  return { lots: applyChanges(lots, negated(there)), holds: [], debt: whole.debt - part.debt }
}

/** The leaving of what an account has, to the last point as given; it stays an account. */
export function transferOut(cause: Cause, { lots, holds, debt }: Transfer): Posting {
  return {
    ...cause,
    kind: 'adjustment',
    points: debt - sumOf(lots) - sumOf(holds),
    moved: 0,
    contra: 'adjustment',
    lots: negated(lots),
    holds: negated(holds),
  }
}

/** What an entry of `transferOut` took away. */
export function transferOf({ points, lots, holds }: Pick<EntryBody, 'points' | 'lots' | 'holds'>): Transfer {
  return { lots: negated(lots), holds: negated(holds), debt: points - sumOf(lots) - sumOf(holds) }
}

/** The arriving of what another account had. What is owed then, on either side, is repaid from what is available. */
export function transferIn(cause: Cause, balances: Balances, came: Transfer): Posting {
  const gained = applyChanges([], came.lots)
  const repaid = take(applyChanges(balances.lots, gained), balances.debt + came.debt)
  const changed = applyChanges(gained, repaid)
  const lots = applyChanges(changed, mergeWithin(applyChanges(balances.lots, changed), MAX_LOTS))
  const held = applyChanges([], came.holds)
  const holds = applyChanges(held, mergeWithin(applyChanges(balances.holds, held), MAX_HOLDS))
  return {
    ...cause,
    kind: 'adjustment',
    points: sumOf(came.lots) + sumOf(came.holds) - came.debt,
    moved: sumOf(negated(repaid)),
    contra: 'adjustment',
    lots,
    holds,
  }
}
