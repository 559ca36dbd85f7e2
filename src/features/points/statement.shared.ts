import type { Data } from '@/shared/api'
import { dateOf, spokenDate, timeText } from '@/shared/format/dates'
import type { IconName } from '@/shared/ui/icon'

export type Entry = Data<'points.statement'>['items'][number]

export interface StatementDay {
  readonly date: string
  readonly text: string
  readonly entries: readonly (Entry & { readonly time: string; readonly icon: IconName })[]
}

const ICONS: Record<Entry['kind'], IconName> = {
  accrual: 'in',
  hold: 'clock',
  vest: 'in',
  redemption: 'gift',
  void: 'back',
  expiry: 'clock',
  clawback: 'back',
  debt_repaid: 'back',
  adjustment: 'pencil',
  reversal: 'back',
}

/**
 * Entries, newest first, under the days they fell on. Today is the phone's, or the newest entry's where the phone's
 * clock is behind: nothing on a statement happened tomorrow.
 */
export function byDay(entries: readonly Entry[], phonesToday: string): readonly StatementDay[] {
  const newest = entries[0] ? dateOf(entries[0].atMs) : phonesToday
  const today = newest > phonesToday ? newest : phonesToday
  const days: { date: string; text: string; entries: StatementDay['entries'][number][] }[] = []
  for (const entry of entries) {
    const date = dateOf(entry.atMs)
    if (days.at(-1)?.date !== date) days.push({ date, text: spokenDate(date, today), entries: [] })
    days.at(-1)?.entries.push({ ...entry, time: timeText(entry.atMs), icon: ICONS[entry.kind] })
  }
  return days
}
