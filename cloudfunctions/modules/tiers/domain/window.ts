import { addMonths, type BusinessDate, firstDayOf, lastDayOf, monthOf } from '../../../kernel/business-date'
import { type Growth, NO_SUMS, plus, plusMonths, type Sums, sumsBetween } from './growth'

/** In which time growth must be earned. */
export type TierWindow =
  /** Twelve calendar months, the running one included. */
  | 'rolling_12_months'
  /** The running year. */
  | 'calendar_year'
  /** All that was ever bought. */
  | 'lifetime'

/** What a tier is reached or kept by: the sums of the window that ends with the month or year of a day. */
export interface Evidence extends Sums {
  readonly of: BusinessDate
  /** Days of grace, which count as well, and what of the sums is of them. Absent where there were none. */
  readonly grace?: Sums & { readonly from: BusinessDate; readonly until: BusinessDate }
}

const endOfYear = (date: BusinessDate, yearsOn: number): BusinessDate => `${Number(date.slice(0, 4)) + yearsOn}-12-31`
const twelveMonthsOn = (date: BusinessDate): BusinessDate =>
  lastDayOf(monthOf(addMonths(firstDayOf(monthOf(date)), 12)))

/** The first day of the window that a day is in; null when it has none. */
export function windowStartOf(window: TierWindow, of: BusinessDate): BusinessDate | null {
  if (window === 'lifetime') return null
  return firstDayOf(window === 'calendar_year' ? `${of.slice(0, 4)}-01` : plusMonths(monthOf(of), -11))
}

/** The sums of the window that a day is in, as far as they are known. */
export function evidenceOf(window: TierWindow, growth: Growth, of: BusinessDate): Evidence {
  const start = windowStartOf(window, of)
  if (start === null) return { of, ...growth.lifetime }
  const end = window === 'calendar_year' ? `${of.slice(0, 4)}-12` : monthOf(of)
  return { of, ...sumsBetween(growth, monthOf(start), end) }
}

/** Evidence of a tier that is held in grace: what is bought in those days counts from now on, and refunds of it as well. */
export function withGrace(evidence: Evidence, from: BusinessDate, until: BusinessDate): Evidence {
  return { ...evidence, grace: { from, ...NO_SUMS, ...evidence.grace, until } }
}

/** Evidence after one change of growth, which may be of a day that it is not about. */
export function evidenceWith(
  window: TierWindow,
  evidence: Evidence,
  change: Sums & { readonly on: BusinessDate },
): Evidence {
  const { of, grace } = evidence
  const start = windowStartOf(window, of) ?? ''
  const end = window === 'calendar_year' ? endOfYear(of, 0) : lastDayOf(monthOf(of))
  if (window === 'lifetime' || (start <= change.on && change.on <= end)) {
    return { ...evidence, ...plus(evidence, change) }
  }
  if (!grace || change.on < grace.from || grace.until < change.on) return evidence
  const after = plus(grace, change)
  const counted = { growthFen: after.growthFen - grace.growthFen, orders: after.orders - grace.orders }
  return { ...evidence, ...plus(evidence, counted), grace: { ...grace, ...after } }
}

/**
 * The last day until which a tier is kept that was reached or renewed on a day: twelve months on, to the end of that
 * month, or the end of the next year; null when it is kept for ever.
 */
export function keptUntil(window: TierWindow, of: BusinessDate): BusinessDate | null {
  if (window === 'lifetime') return null
  return window === 'calendar_year' ? endOfYear(of, 1) : twelveMonthsOn(of)
}

/** The last day of a tier that somebody fell to without having earned it: time to earn it in. */
export function lentUntil(window: TierWindow, from: BusinessDate): BusinessDate {
  return window === 'calendar_year' ? endOfYear(from, 0) : twelveMonthsOn(from)
}

/** Until when nothing of a day's window falls out of it: what is missing today is all that is missing until then. */
export function holdsUntil(window: TierWindow, growth: Growth, today: BusinessDate): BusinessDate | null {
  if (window === 'lifetime') return null
  if (window === 'calendar_year') return endOfYear(today, 0)
  const start = windowStartOf(window, today) ?? today
  const oldest = Object.keys(growth.months)
    .filter((month) => firstDayOf(month) >= start)
    .sort()[0]
  return oldest === undefined ? null : lastDayOf(plusMonths(oldest, 11))
}
