import dayjs, { type Dayjs } from 'dayjs'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)

/** The programme's days are Shanghai's, wherever the phone is. No daylight saving time there since 1991. */
const SHANGHAI_OFFSET_MINUTES = 8 * 60
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const

const inShanghai = (atMs: number): Dayjs => dayjs.utc(atMs).utcOffset(SHANGHAI_OFFSET_MINUTES)
const day = (date: string): Dayjs => dayjs.utc(date, 'YYYY-MM-DD')

/** The day of a moment, `YYYY-MM-DD`. */
export function dateOf(atMs: number): string {
  return inShanghai(atMs).format('YYYY-MM-DD')
}

export function addDays(date: string, days: number): string {
  return day(date).add(days, 'day').format('YYYY-MM-DD')
}

/** How many days `to` is after `from`; negative when before. */
export function daysBetween(from: string, to: string): number {
  return day(to).diff(day(from), 'day')
}

/** 0 is Sunday. */
export function weekdayOf(date: string): number {
  return day(date).day()
}

/** 日, 一 ... 六 of a date. */
export function weekdayText(date: string): string {
  return WEEKDAYS[weekdayOf(date) as 0 | 1 | 2 | 3 | 4 | 5 | 6]
}

export function daysInMonth(month: string): number {
  return day(`${month}-01`).daysInMonth()
}

/** `7月31日`; with the year when it is not this one. */
export function dateText(date: string, today: string): string {
  return day(date).format(date.slice(0, 4) === today.slice(0, 4) ? 'M月D日' : 'YYYY年M月D日')
}

/** 今天, 昨天, 明天 or the date: how a person names a day. */
export function spokenDate(date: string, today: string): string {
  const away = daysBetween(today, date)
  if (away === 0) return '今天'
  if (away === -1) return '昨天'
  if (away === 1) return '明天'
  return dateText(date, today)
}

/** `14:30`. */
export function timeText(atMs: number): string {
  return inShanghai(atMs).format('HH:mm')
}

/** A text from the shop with every `2026-11-23` in it said as a person says it. */
export function withSpokenDates(text: string, today: string): string {
  return text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (date) => spokenDate(date, today))
}

/** `今天 14:30`, `7月31日 09:05`. */
export function momentText(atMs: number, today: string): string {
  return `${spokenDate(dateOf(atMs), today)} ${timeText(atMs)}`
}

/** `7月31日` of `07-31`, a birthday without a year. */
export function monthDayText(monthDay: string): string {
  const [month, dayOfMonth] = monthDay.split('-')
  return `${Number(month)}月${Number(dayOfMonth)}日`
}

/** What one says at this hour. */
export function greeting(atMs: number): string {
  const hour = inShanghai(atMs).hour()
  if (hour < 5) return '夜深了'
  if (hour < 11) return '早上好'
  if (hour < 13) return '中午好'
  if (hour < 18) return '下午好'
  return '晚上好'
}
