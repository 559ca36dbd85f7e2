import { businessDateOf, startOfDateMs } from '../../../kernel/business-date'

const HOUR_MS = 3_600_000
/** A Monday. */
const SOME_MONDAY_MS = startOfDateMs('2026-01-05')
const DAY_MS = 24 * HOUR_MS

/** The weekday of a moment in the shops' time zone: 1 is Monday, 7 Sunday. */
export function weekdayOf(atMs: number): number {
  const days = Math.floor((startOfDateMs(businessDateOf(atMs)) - SOME_MONDAY_MS) / DAY_MS)
  return (((days % 7) + 7) % 7) + 1
}

/** The hour of a moment in the shops' time zone, 0 to 23. */
export function hourOf(atMs: number): number {
  return Math.floor((atMs - startOfDateMs(businessDateOf(atMs))) / HOUR_MS)
}
