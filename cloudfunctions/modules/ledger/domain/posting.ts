import { type BusinessDate, monthOf } from '../../../kernel/business-date'
import { type Refusal, refuse } from '../../../kernel/refusal'
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

/** An entry as a module asks for it: what, how many and why; whose command it answers is added on posting. */
export type Posting = Omit<EntryBody, 'key' | 'inputHash' | 'atMs'>

/** What an entry comes from. */
export type Cause = Pick<EntryBody, 'op' | 'ref' | 'trace'>

const NO_CHANGE = { moved: 0, lots: [], holds: [] }

function assertPoints(points: number): void {
  if (!Number.isSafeInteger(points) || points < 1) throw new Error(`${points} is not a number of points`)
}

/** What becomes spendable of new lots: a debt is repaid from them first. With the merging that they make necessary. */
function addLots(balances: Balances, gained: readonly Lot[]): readonly Lot[] {
  const added = applyChanges(gained, take(gained, balances.debt))
  return applyChanges(added, mergeWithin(applyChanges(balances.lots, added), MAX_LOTS))
}

const lotOf = ({ expiresOn, cohort, points }: Hold): Lot => ({ expiresOn, cohort, points })

function addHold(balances: Balances, added: Hold): readonly Hold[] {
  return applyChanges([added], mergeWithin(applyChanges(balances.holds, [added]), MAX_HOLDS))
}

export interface Earned {
  readonly points: number
  /** The day it is earned; its month is the cohort. */
  readonly on: BusinessDate
  readonly expiresOn: BusinessDate
}

/** Points earned, spendable until the end of `expiresOn`. `moved` says how many of them repaid a debt. */
export function accrual(cause: Cause, balances: Balances, earned: Earned): Posting {
  assertPoints(earned.points)
  if (earned.expiresOn < earned.on) throw new Error(`points of ${earned.on} cannot end on ${earned.expiresOn}`)
  const { points, expiresOn } = earned
  const lots = addLots(balances, [{ expiresOn, cohort: monthOf(earned.on), points }])
  return { ...cause, kind: 'accrual', points, moved: points - sumOf(lots), contra: 'issuance', lots, holds: [] }
}

/**
 * Something that happened and earned nothing: recorded because the same write counts it, or changes what a module keeps
 * with the account, and because its repetition is answered from it.
 */
export function unrewarded(cause: Cause): Posting {
  return { ...cause, ...NO_CHANGE, kind: 'accrual', points: 0, contra: 'issuance' }
}

/** Points promised: spendable from `vestsOn`, or from an event if that comes first. */
export function hold(
  cause: Cause,
  balances: Balances,
  earned: Earned & { readonly vestsOn: BusinessDate; readonly until?: string },
): Posting {
  assertPoints(earned.points)
  const { points, on, vestsOn, expiresOn, until } = earned
  if (vestsOn <= on || expiresOn < vestsOn)
    throw new Error(`a hold of ${on} cannot vest on ${vestsOn} and end on ${expiresOn}`)
  const held = { vestsOn, expiresOn, cohort: monthOf(on), points, ...(until === undefined ? {} : { until }) }
  return { ...cause, ...NO_CHANGE, kind: 'hold', points, contra: 'issuance', holds: addHold(balances, held) }
}

/** Holds that become lots, less what repays a debt: those given, which the account must have. */
export function vest(cause: Cause, balances: Balances, holds: readonly Hold[]): Posting {
  const lots = applyChanges([], holds.map(lotOf))
  return {
    ...cause,
    kind: 'vest',
    points: 0,
    moved: sumOf(holds),
    contra: 'issuance',
    lots: addLots(balances, lots),
    holds: negated(holds),
  }
}

/** Points spent, from the lots that end soonest; refused when there are too few. */
export function redemption(cause: Cause, balances: Balances, points: number): Posting | Refusal<'insufficient_points'> {
  assertPoints(points)
  if (balances.available < points) return refuse('insufficient_points', { missing: points - balances.available })
  return {
    ...cause,
    ...NO_CHANGE,
    kind: 'redemption',
    points: -points,
    contra: 'redemption',
    lots: take(balances.lots, points),
  }
}

/**
 * A redemption given back, to the lots it came from. Those that have ended meanwhile would be gone at once, so they
 * last until `endedUntil`: who could not have what they paid for does not lose the points as well.
 */
export function voidRedemption(
  cause: Cause,
  balances: Balances,
  redeemed: Pick<Posting, 'lots'>,
  when: { readonly today: BusinessDate; readonly endedUntil: BusinessDate },
): Posting {
  const returned = negated(redeemed.lots).map((lot) =>
    lot.expiresOn < when.today ? { ...lot, expiresOn: when.endedUntil } : lot,
  )
  const lots = addLots(balances, applyChanges([], returned))
  const points = sumOf(returned)
  return { ...cause, kind: 'void', points, moved: points - sumOf(lots), contra: 'redemption', lots, holds: [] }
}

/** What may be taken when points whose cause was cancelled are no longer there. */
export type ClawbackPolicy =
  /** Only what is still pending; what has vested stays. */
  | 'pending_only'
  /** What is pending or available; the rest is let go. */
  | 'within_balance'
  /** All of it: what is not there is owed, and later accruals repay it. */
  | 'allow_debt'

/**
 * Points taken back: first what the cancelled cause itself created, then other lots, latest-ending first, so that the
 * member keeps no point longer than its own life. Null when the policy lets all of it go.
 */
export function clawback(
  cause: Cause,
  balances: Balances,
  taken: {
    readonly points: number
    readonly created: Pick<Posting, 'lots' | 'holds'>
    readonly policy: ClawbackPolicy
  },
): Posting | null {
  assertPoints(taken.points)
  const holds = take(stillThere(balances.holds, taken.created.holds), taken.points)
  const beyondHolds = taken.points + sumOf(holds)
  const createdLots = applyChanges(taken.created.lots, taken.created.holds.map(lotOf))
  const own = take(stillThere(balances.lots, createdLots), taken.policy === 'pending_only' ? 0 : beyondHolds)
  const others = [...applyChanges(balances.lots, own)].reverse()
  const rest = take(others, taken.policy === 'pending_only' ? 0 : beyondHolds + sumOf(own))
  const lots = applyChanges(own, rest)
  const points = taken.policy === 'allow_debt' ? -taken.points : sumOf(holds) + sumOf(lots)
  if (points === 0) return null
  return { ...cause, moved: 0, kind: 'clawback', points, contra: 'clawback', lots, holds }
}

/** Something cancelled that took nothing, because it had earned nothing or the policy lets all of it go: recorded all the same. */
export function untaken(cause: Cause): Posting {
  return { ...cause, ...NO_CHANGE, kind: 'clawback', points: 0, contra: 'clawback' }
}

/** An operator's correction: points given, to end as if earned on that day. */
export function addition(cause: Cause, balances: Balances, earned: Earned): Posting {
  return { ...accrual(cause, balances, earned), kind: 'adjustment', contra: 'adjustment' }
}

/** An operator's correction: points taken, as if they had been spent; refused when there are too few. */
export function deduction(cause: Cause, balances: Balances, points: number): Posting | Refusal<'insufficient_points'> {
  const taken = redemption(cause, balances, points)
  return 'kind' in taken ? { ...taken, kind: 'adjustment', contra: 'adjustment' } : taken
}

/** An accrual undone: only what is still there of what it created. Null when all of it is gone. */
export function reversal(cause: Cause, balances: Balances, created: Pick<Posting, 'lots' | 'holds'>): Posting | null {
  const holds = negated(stillThere(balances.holds, created.holds))
  const lots = negated(stillThere(balances.lots, applyChanges(created.lots, created.holds.map(lotOf))))
  const points = sumOf(holds) + sumOf(lots)
  if (points === 0) return null
  return { ...cause, kind: 'reversal', points, moved: 0, contra: 'issuance', lots, holds }
}
