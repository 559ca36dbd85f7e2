import type { BusinessMonth } from '../../../../kernel/business-date'
import { monthOf } from '../../../../kernel/business-date'
import type { Balances } from '../../domain/balances'
import type { Contra, EntryBody, EntryKind } from '../../domain/entry'
import { sumOf } from '../../domain/lots'

/** A month of issue, or `debt`: what members owe belongs to no month and counts against what they hold. */
export type Cohort = BusinessMonth | 'debt'

/** Points outstanding of one cohort. */
export interface CohortPoints {
  readonly cohort: Cohort
  readonly points: number
}

/** What a programme account moved in one cohort: signed as members see it. */
export interface Movement extends CohortPoints {
  readonly contra: Contra
}

/** Points that end in one month. */
export interface MonthPoints {
  readonly month: BusinessMonth
  readonly points: number
}

/** What one day did, over some accounts: `closing` is always `opening` and the movements, cohort by cohort. */
export interface DaySums {
  readonly accounts: number
  readonly opening: readonly CohortPoints[]
  readonly movements: readonly Movement[]
  /** How many entries of each kind. */
  readonly entries: Readonly<Partial<Record<EntryKind, number>>>
  readonly closing: readonly CohortPoints[]
  /** What is outstanding at the end of the day, by the month in which it ends; debts are not in it. */
  readonly expiring: readonly MonthPoints[]
}

/** What one account did in one day. */
export interface AccountDay {
  readonly opening: Balances
  readonly entries: readonly EntryBody[]
  readonly closing: Balances
}

type Tally = Map<string, number>

function add(tally: Tally, name: string, points: number): void {
  tally.set(name, (tally.get(name) ?? 0) + points)
}

/** The rows that are not zero, in the order of their names. */
function rowsOf<Row>(tally: Tally, rowOf: (name: string, points: number) => Row): readonly Row[] {
  return [...tally]
    .filter(([, points]) => points !== 0)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, points]) => rowOf(name, points))
}

const cohortRows = (tally: Tally) => rowsOf(tally, (cohort, points): CohortPoints => ({ cohort, points }))
const monthRows = (tally: Tally) => rowsOf(tally, (month, points): MonthPoints => ({ month, points }))
const movementRows = (tally: Tally) =>
  rowsOf(tally, (name, points): Movement => {
    const [contra, cohort] = name.split('|') as [Contra, Cohort]
    return { contra, cohort, points }
  })

function addOutstanding(tally: Tally, { lots, holds, debt }: Balances): void {
  for (const { cohort, points } of [...lots, ...holds]) add(tally, cohort, points)
  if (debt !== 0) add(tally, 'debt', -debt)
}

/** Sums over the days of single accounts. */
export function sumsOf(days: readonly AccountDay[]): DaySums {
  const [opening, movements, entries, closing, expiring] = [0, 1, 2, 3, 4].map((): Tally => new Map()) as [
    Tally,
    Tally,
    Tally,
    Tally,
    Tally,
  ]
  for (const day of days) {
    addOutstanding(opening, day.opening)
    addOutstanding(closing, day.closing)
    for (const { expiresOn, points } of [...day.closing.lots, ...day.closing.holds]) {
      add(expiring, monthOf(expiresOn), points)
    }
    for (const entry of day.entries) {
      add(entries, entry.kind, 1)
      for (const { cohort, points } of [...entry.lots, ...entry.holds])
        add(movements, `${entry.contra}|${cohort}`, points)
      // What the entry's points have beyond its lots and holds repaid a debt, or made one.
      add(movements, `${entry.contra}|debt`, entry.points - sumOf(entry.lots) - sumOf(entry.holds))
    }
  }
  return {
    accounts: days.length,
    opening: cohortRows(opening),
    movements: movementRows(movements),
    entries: Object.fromEntries([...entries].sort()),
    closing: cohortRows(closing),
    expiring: monthRows(expiring),
  }
}

/** The sums of some slices, or of the days of a month: added up row by row. */
export function added(all: readonly DaySums[]): DaySums {
  const cohorts = (rows: readonly CohortPoints[][]) => {
    const tally: Tally = new Map()
    for (const { cohort, points } of rows.flat()) add(tally, cohort, points)
    return cohortRows(tally)
  }
  const [movements, entries, expiring] = [new Map(), new Map(), new Map()] as [Tally, Tally, Tally]
  for (const sums of all) {
    for (const { contra, cohort, points } of sums.movements) add(movements, `${contra}|${cohort}`, points)
    for (const [kind, count] of Object.entries(sums.entries)) add(entries, kind, count)
    for (const { month, points } of sums.expiring) add(expiring, month, points)
  }
  return {
    accounts: all.reduce((sum, { accounts }) => sum + accounts, 0),
    opening: cohorts(all.map(({ opening }) => [...opening])),
    movements: movementRows(movements),
    entries: Object.fromEntries([...entries].sort()),
    closing: cohorts(all.map(({ closing }) => [...closing])),
    expiring: monthRows(expiring),
  }
}

/** `left` less `right`, cohort by cohort: what is not zero. */
export function difference(left: readonly CohortPoints[], right: readonly CohortPoints[]): readonly CohortPoints[] {
  const tally: Tally = new Map()
  for (const { cohort, points } of left) add(tally, cohort, points)
  for (const { cohort, points } of right) add(tally, cohort, -points)
  return cohortRows(tally)
}
