import { addDays, type BusinessDate, isBusinessDate, lastDayOf } from '../../../kernel/business-date'

/**
 * What is counted for a member in one period. A period is a year `2026`, a month `2026-03`, a day `2026-03-10`, days
 * from one to another `2026-03-10/2026-04-09`, or any other text for what never ends, such as `ever`.
 */
export interface Limit {
  /** Unique in the programme: it begins with the name of the module that counts. */
  readonly name: string
  readonly period: string
}

/** Counts of running periods, each under its limit's name and period. */
export type Limits = Readonly<Record<string, { readonly period: string; readonly count: number }>>

interface Counted {
  readonly limits: Limits
}

/** An account has room for so many: what is counted for ever stays, and a member who never misses a reward has years of it. */
export const MAX_LIMITS = 256
/** A count outlives its period by this much, for what is carried out late or given back. */
const KEPT_DAYS = 7
/** That of named days, such as those of a campaign, by more: purchases are brought back long after it. */
const RANGE_KEPT_DAYS = 90

const NEVER: BusinessDate = '9999-12-31'

function lastDayOfPeriod(period: string): BusinessDate {
  if (/^\d{4}$/.test(period)) return `${period}-12-31`
  if (/^\d{4}-\d{2}$/.test(period)) return lastDayOf(period)
  const last = period.split('/').at(-1) ?? ''
  return isBusinessDate(last) ? last : NEVER
}

/** Each period is counted for itself, so something of yesterday that is carried out today resets nothing. */
const placeOf = ({ name, period }: Limit) => `${name}|${period}`

const keptDaysOf = (period: string) => (period.includes('/') ? RANGE_KEPT_DAYS : KEPT_DAYS)

/** How much has been counted in the period. */
export function limitUsed({ limits }: Counted, limit: Limit): number {
  return limits[placeOf(limit)]?.count ?? 0
}

/** Whether the period can be counted: there is a count of it, or room for one more beside those that still run. */
export function hasRoomForLimit({ limits }: Counted, limit: Limit, today: BusinessDate): boolean {
  const running = Object.entries(limits).filter(([, { period }]) => lastDayOfPeriod(period) >= today)
  return placeOf(limit) in limits || running.length < MAX_LIMITS
}

/**
 * The limits with so much more counted in a period, or less when `add` is negative; never below zero. Counts of periods
 * that ended a week ago, of named days three months ago, are dropped. Beyond 256 those that ended, or end, soonest are as
 * well: an award is never refused for want of room, and whoever must not lose a count asks `hasRoomForLimit` first.
 */
export function limitsWith({ limits }: Counted, limit: Limit, add: number, today: BusinessDate): Limits {
  if (!Number.isSafeInteger(add)) throw new Error(`${add} cannot be counted`)
  const place = placeOf(limit)
  const { [place]: counted, ...others } = limits
  const count = Math.max(0, (counted?.count ?? 0) + add)
  const kept = Object.entries(others)
    .map(([name, other]) => ({ name, other, endsOn: lastDayOfPeriod(other.period) }))
    .filter(({ endsOn, other: { period } }) => endsOn >= addDays(today, -keptDaysOf(period)))
  const room = MAX_LIMITS - (count === 0 ? 0 : 1)
  if (kept.length > room) {
    kept.sort((one, other) => (one.endsOn === other.endsOn ? 0 : one.endsOn < other.endsOn ? -1 : 1))
    kept.splice(0, kept.length - room)
  }
  const remaining = Object.fromEntries(kept.map(({ name, other }) => [name, other]))
  return count === 0 ? remaining : { ...remaining, [place]: { period: limit.period, count } }
}
