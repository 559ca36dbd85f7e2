import { type BusinessDate, daysBetween } from '../../../kernel/business-date'

/** Parts of a period that are replayed one after the other; each is read as a whole. */
const MOST_BUCKETS = 48

/** How many days one bucket has. */
export function bucketDaysOf(from: BusinessDate, to: BusinessDate): number {
  return Math.ceil((daysBetween(from, to) + 1) / MOST_BUCKETS)
}

/** Which bucket of a period a day belongs to. */
export function bucketOf(from: BusinessDate, bucketDays: number, on: BusinessDate): number {
  return Math.floor(daysBetween(from, on) / bucketDays)
}

export function bucketCount(from: BusinessDate, to: BusinessDate): number {
  return Math.ceil((daysBetween(from, to) + 1) / bucketDaysOf(from, to))
}
