import { addDays, type BusinessDate, daysBetween, firstDayOf, monthOf } from '../../../kernel/business-date'
import { type Refusal, refuse } from '../../../kernel/refusal'

/** Days in a row, first and last included. */
export interface Run {
  readonly from: BusinessDate
  readonly to: BusinessDate
}

/**
 * The days a member has checked in, as runs in calendar order that never touch each other. Streak and month are read
 * from the days themselves, so they cannot differ from the calendar. Runs that no later day can touch are forgotten.
 */
export interface CheckInDays {
  readonly runs: readonly Run[]
  /** Make-ups used in a month; another month's count is over. */
  readonly makeUps: { readonly month: string; readonly used: number }
}

export const NO_DAYS: CheckInDays = { runs: [], makeUps: { month: '', used: 0 } }

/** What one more day has made of the runs. */
export interface Added {
  readonly days: CheckInDays
  /** The run the day now belongs to. */
  readonly streakDays: number
  /** The place of the day in that run, from 1. */
  readonly position: number
  /** The longest that any part of the run was before: its prizes were given. */
  readonly before: number
}

const lengthOf = (run: Run): number => daysBetween(run.from, run.to) + 1
const includes = (run: Run, date: BusinessDate): boolean => run.from <= date && date <= run.to

export function isCheckedIn(days: CheckInDays, date: BusinessDate): boolean {
  return days.runs.some((run) => includes(run, date))
}

/** The true streak on a day: of the run that reaches it or the day before, else 0. */
export function streakDaysOn(days: CheckInDays, date: BusinessDate): number {
  const run = days.runs.find((candidate) => includes({ ...candidate, to: addDays(candidate.to, 1) }, date))
  if (!run) return 0
  return daysBetween(run.from, run.to < date ? run.to : date) + 1
}

/** The days of a date's month that are checked in, in calendar order. */
export function daysInMonthOf(days: CheckInDays, date: BusinessDate): readonly BusinessDate[] {
  const month = monthOf(date)
  const result: BusinessDate[] = []
  for (let day = firstDayOf(month); monthOf(day) === month; day = addDays(day, 1)) {
    if (isCheckedIn(days, day)) result.push(day)
  }
  return result
}

/** The first day that can still be told: the one before the month, with which the month's first may make a run. */
const horizonOf = (date: BusinessDate) => addDays(firstDayOf(monthOf(date)), -1)

/** Whether runs of so long ago are forgotten that nobody can tell any more if the day is checked in. */
function isForgotten({ runs }: CheckInDays, date: BusinessDate): boolean {
  const newest = runs.at(-1)
  return newest !== undefined && date < horizonOf(newest.to)
}

function addDay(before: CheckInDays, date: BusinessDate): Added {
  const touching = before.runs.filter((run) => addDays(run.from, -1) <= date && date <= addDays(run.to, 1))
  const ends = [date, ...touching.flatMap(({ from, to }) => [from, to])].sort()
  const joined: Run = { from: ends.at(0) ?? date, to: ends.at(-1) ?? date }
  // What the first day that can be told may touch is kept with it.
  const firstKept = addDays(horizonOf(date), -1)
  const runs = [...before.runs.filter((run) => !touching.includes(run)), joined]
    .filter((run) => run.to >= firstKept)
    .sort((left, right) => (left.from < right.from ? -1 : 1))
  return {
    days: { ...before, runs },
    streakDays: lengthOf(joined),
    position: daysBetween(joined.from, date) + 1,
    before: Math.max(0, ...touching.map(lengthOf)),
  }
}

/** Today's check-in; of one that is gone on with in another month it may be forgotten whether the day had one. */
export function checkIn(days: CheckInDays, today: BusinessDate): Added | Refusal<'already_checked_in'> {
  // guard: day-once
  if (isCheckedIn(days, today)) return refuse('already_checked_in')
  // guard: day-not-forgotten
  if (isForgotten(days, today)) return refuse('already_checked_in')
  return addDay(days, today)
}

/** What today's check-in is, or what it was when it is done already: for showing what today earns. */
export function addToday(days: CheckInDays, today: BusinessDate): Added {
  if (!isCheckedIn(days, today)) return addDay(days, today)
  const streakDays = streakDaysOn(days, today)
  return { days, streakDays, position: streakDays, before: streakDays - 1 }
}

export function makeUpsLeft(days: CheckInDays, today: BusinessDate, quota: number): number {
  return Math.max(0, quota - (days.makeUps.month === monthOf(today) ? days.makeUps.used : 0))
}

/** The missed days that may be made up: of this month, before today, and not before the member joined. */
export function missedDays(days: CheckInDays, today: BusinessDate, joinedOn: BusinessDate): readonly BusinessDate[] {
  const first = firstDayOf(monthOf(today))
  const result: BusinessDate[] = []
  for (let day = joinedOn > first ? joinedOn : first; day < today; day = addDays(day, 1)) {
    if (!isCheckedIn(days, day)) result.push(day)
  }
  return result
}

/** A missed day, checked in late. */
export function makeUp(
  days: CheckInDays,
  asked: {
    readonly date: BusinessDate
    readonly today: BusinessDate
    readonly joinedOn: BusinessDate
    readonly quota: number
  },
): Added | Refusal<'nothing_to_make_up' | 'no_make_up_left'> {
  const { date, today, joinedOn, quota } = asked
  // guard: made-up-not-forgotten
  if (isForgotten(days, date)) return refuse('nothing_to_make_up')
  if (!missedDays(days, today, joinedOn).includes(date)) return refuse('nothing_to_make_up')
  const left = makeUpsLeft(days, today, quota)
  // guard: make-up-quota
  if (left === 0) return refuse('no_make_up_left', { quota })
  const added = addDay(days, date)
  return { ...added, days: { ...added.days, makeUps: { month: monthOf(today), used: quota - left + 1 } } }
}
