import type { BusinessDate, BusinessMonth } from '../../../kernel/business-date'

/** Points of one month of issue that end together. `expiresOn` is the last day on which they can be spent. */
export interface Lot {
  readonly expiresOn: BusinessDate
  /** Month of issue: what is outstanding is accounted for by it. */
  readonly cohort: BusinessMonth
  readonly points: number
}

const isSame = (left: Lot, right: Lot) => left.expiresOn === right.expiresOn && left.cohort === right.cohort

/** Soonest-expiring first, and within a day the oldest month first: the order in which lots are spent. */
function inSpendingOrder(left: Lot, right: Lot): number {
  if (left.expiresOn !== right.expiresOn) return left.expiresOn < right.expiresOn ? -1 : 1
  return left.cohort < right.cohort ? -1 : left.cohort > right.cohort ? 1 : 0
}

/** Lots after signed changes, one lot per (expiresOn, cohort), none of them empty, in spending order. */
export function applyToLots(lots: readonly Lot[], changes: readonly Lot[]): readonly Lot[] {
  const result = [...lots]
  for (const change of changes) {
    const position = result.findIndex((lot) => isSame(lot, change))
    const held = result[position]
    if (held) result[position] = { ...held, points: held.points + change.points }
    else result.push(change)
  }
  return result.filter((lot) => lot.points !== 0).sort(inSpendingOrder)
}

/** What spending takes from each lot, as negative changes. Throws when the lots hold too few: its caller has looked. */
export function takeFromLots(lots: readonly Lot[], points: number): readonly Lot[] {
  const taken: Lot[] = []
  let missing = points
  for (const lot of [...lots].sort(inSpendingOrder)) {
    if (missing === 0) break
    const part = Math.min(lot.points, missing)
    taken.push({ ...lot, points: -part })
    missing -= part
  }
  if (missing > 0) throw new Error(`lots are ${missing} points short of ${points}`)
  return taken
}

export function sumOfLots(lots: readonly Lot[]): number {
  return lots.reduce((sum, lot) => sum + lot.points, 0)
}
