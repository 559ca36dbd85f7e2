import { dateOf, weekdayText } from '@/shared/format/dates'

export const DAY_MS = 24 * 60 * 60_000

/** `2026年11月23日 周一`, in the shop's zone. */
export function dayText(atMs: number): string {
  const date = dateOf(atMs)
  const [year, month, day] = date.split('-')
  return `${year}年${Number(month)}月${Number(day)}日 周${weekdayText(date)}`
}
