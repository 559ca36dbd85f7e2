import { addDays, type BusinessDate } from '../../../kernel/business-date'

/** A stretch of a membership. Both days belong to it: it ends with the midnight behind the printed one. */
export interface Span {
  /** What it was given for; unique. */
  readonly op: string
  readonly from: BusinessDate
  readonly until: BusinessDate
}

/** The last day of what somebody has; null when it is over, or never began. */
export function lastDayOf(spans: readonly Span[], today: BusinessDate): BusinessDate | null {
  const ends = spans.map(({ until }) => until).filter((until) => until >= today)
  return ends.sort().at(-1) ?? null
}

/**
 * A stretch of so many days: from today, which is not counted as one of them, or behind what somebody has already. So whoever
 * gets two years is a member for two years.
 */
export function nextSpan(spans: readonly Span[], today: BusinessDate, days: number): Pick<Span, 'from' | 'until'> {
  const last = lastDayOf(spans, today)
  return last === null
    ? { from: today, until: addDays(today, days) }
    : { from: addDays(last, 1), until: addDays(last, days) }
}

/** Stretches cut off with the day before: what lies wholly ahead is gone, what runs ended yesterday. */
export function cutOff<S extends Span>(spans: readonly S[], today: BusinessDate): readonly S[] {
  const yesterday = addDays(today, -1)
  return spans
    .filter(({ from, until }) => until < today || from < today)
    .map((span) => (span.until < today ? span : { ...span, until: yesterday }))
}
