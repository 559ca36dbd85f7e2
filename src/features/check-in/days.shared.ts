import type { Data } from '@/shared/api'
import { addDays, daysBetween, daysInMonth, weekdayOf } from '@/shared/format/dates'

export type Status = Data<'check-in.status'>

export interface Day {
  readonly date: string
  readonly dayOfMonth: number
  readonly state: 'done' | 'open' | 'missed' | 'ahead'
  readonly isToday: boolean
  readonly canMakeUp: boolean
}

/** Whether the running streak covers a day: this is how days of last month are known. */
function isInStreak({ today, isCheckedIn, streakDays }: Status, date: string): boolean {
  const last = isCheckedIn ? today : addDays(today, -1)
  const before = daysBetween(date, last)
  return before >= 0 && before < streakDays
}

function dayOf(status: Status, date: string): Day {
  const isToday = date === status.today
  const isDone = status.month.includes(date) || isInStreak(status, date)
  const open = isToday ? 'open' : 'missed'
  return {
    date,
    dayOfMonth: Number(date.slice(8)),
    state: date > status.today ? 'ahead' : isDone ? 'done' : open,
    isToday,
    canMakeUp: status.makeUpLeft > 0 && status.makeUpDates.includes(date),
  }
}

/** Monday is the first day of a week here: 0 for it, 6 for Sunday. */
const columnOf = (date: string): number => (weekdayOf(date) + 6) % 7

/** The week that today is in, Monday to Sunday. */
export function weekOf(status: Status): readonly Day[] {
  const monday = addDays(status.today, -columnOf(status.today))
  return Array.from({ length: 7 }, (_, at) => dayOf(status, addDays(monday, at)))
}

/** This month: how many columns stay empty before its first day, and its days. */
export function monthOf(status: Status): { readonly blanks: number; readonly days: readonly Day[] } {
  const month = status.today.slice(0, 7)
  const first = `${month}-01`
  return {
    blanks: columnOf(first),
    days: Array.from({ length: daysInMonth(month) }, (_, at) => dayOf(status, addDays(first, at))),
  }
}
