import dayjs, { type Dayjs } from 'dayjs'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)

/** A day in Asia/Shanghai, `YYYY-MM-DD`. Text order is calendar order, so days compare with `<`. */
export type BusinessDate = string
/** A month in Asia/Shanghai, `YYYY-MM`. */
export type BusinessMonth = string

/** Asia/Shanghai has had no daylight saving time since 1991 and the product keeps no earlier moment. */
const SHANGHAI_OFFSET_MINUTES = 8 * 60
const FORMAT = 'YYYY-MM-DD'

/** A day as its own midnight in UTC, so that arithmetic on days never meets a time zone. */
const dayOf = (date: BusinessDate): Dayjs => dayjs.utc(date, FORMAT)

/** The business date of a moment, whatever the zone of the machine. */
export function businessDateOf(atMs: number): BusinessDate {
  return dayjs.utc(atMs).utcOffset(SHANGHAI_OFFSET_MINUTES).format(FORMAT)
}

/** A moment as the shop's clock shows it, `YYYY-MM-DD HH:mm:ss`. */
export function shownMoment(atMs: number): string {
  return dayjs.utc(atMs).utcOffset(SHANGHAI_OFFSET_MINUTES).format(`${FORMAT} HH:mm:ss`)
}

/** The first moment of a business date. */
export function startOfDateMs(date: BusinessDate): number {
  return dayOf(date).valueOf() - SHANGHAI_OFFSET_MINUTES * 60_000
}

export function addDays(date: BusinessDate, days: number): BusinessDate {
  return dayOf(date).add(days, 'day').format(FORMAT)
}

/** The same day so many months later; the last of the month where there is no such day. */
export function addMonths(date: BusinessDate, months: number): BusinessDate {
  return dayOf(date).add(months, 'month').format(FORMAT)
}

/** How many days `to` is after `from`: 1 for the next day, negative when it is before. */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return dayOf(to).diff(dayOf(from), 'day')
}

export function monthOf(date: BusinessDate): BusinessMonth {
  return date.slice(0, 7)
}

export function firstDayOf(month: BusinessMonth): BusinessDate {
  return `${month}-01`
}

export function lastDayOf(month: BusinessMonth): BusinessDate {
  return dayOf(firstDayOf(month)).endOf('month').format(FORMAT)
}

/** Whether a text names a day that exists: `2026-02-29` does not. */
export function isBusinessDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(text).format(FORMAT) === text
}
