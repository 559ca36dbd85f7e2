import { addDays, type BusinessDate, businessDateOf, startOfDateMs } from '../../../kernel/business-date'

/** When a coupon counts: so many days from the day it was issued, or from one day to another. All days inclusive. */
export type Validity = { readonly days: number } | { readonly fromDate: BusinessDate; readonly untilDate: BusinessDate }

/** From a moment on, and until before another: the last moment of a day is usable, the next is not. */
export interface UsableWindow {
  readonly usableFromMs: number
  readonly endsAtMs: number
}

/** The first moment after a day. */
export function endOfDateMs(date: BusinessDate): number {
  return startOfDateMs(addDays(date, 1))
}

/**
 * When a coupon counts that is issued at a moment. The day of issue is not one of the days: seven days are never less.
 * It counts from that day's beginning, since clocks differ: nobody's coupon is early to the counter beside them.
 */
export function windowOf(validity: Validity, issuedAtMs: number): UsableWindow {
  if ('days' in validity) {
    const first = businessDateOf(issuedAtMs)
    return { usableFromMs: startOfDateMs(first), endsAtMs: endOfDateMs(addDays(first, validity.days)) }
  }
  return { usableFromMs: startOfDateMs(validity.fromDate), endsAtMs: endOfDateMs(validity.untilDate) }
}

/** Where a moment stands to a window. */
export function placeIn({ usableFromMs, endsAtMs }: UsableWindow, atMs: number): 'early' | 'within' | 'over' {
  if (atMs >= endsAtMs) return 'over'
  return atMs < usableFromMs ? 'early' : 'within'
}

/** The last day on which it counts. */
export function lastDateOf({ endsAtMs }: Pick<UsableWindow, 'endsAtMs'>): BusinessDate {
  return businessDateOf(endsAtMs - 1)
}

/**
 * When a coupon ends that comes back at a moment: as before while it has not ended, else so many days from then. Null when
 * no days are given to what has ended: it does not come back.
 */
export function endsAfterReturn(
  { endsAtMs }: Pick<UsableWindow, 'endsAtMs'>,
  atMs: number,
  graceDays: number,
): number | null {
  if (atMs < endsAtMs) return endsAtMs
  return graceDays === 0 ? null : endOfDateMs(addDays(businessDateOf(atMs), graceDays))
}
