import type { Data } from '@/shared/api'
import { dateOf, spokenDate, timeText } from '@/shared/format/dates'
import { pointsText, signedPoints } from '@/shared/format/points'
import type { IconName } from '@/shared/ui/icon'
import { shownKind } from './kinds.shared'

export type Entry = Data<'points.statement'>['items'][number]

/** An entry as a line of the statement. */
export interface Row extends Entry {
  readonly icon: IconName
  readonly amount: string
  readonly isGain: boolean
  readonly note: string
  readonly spoken: string
}

export interface StatementDay {
  readonly date: string
  readonly text: string
  readonly entries: readonly Row[]
}

/** What an entry changed the points by; nothing for one that only made promised points spendable. */
export const amountText = (points: number): string => (points === 0 ? '' : signedPoints(points))

function rowOf(entry: Entry): Row {
  const { kind, points, atMs, title, balance } = entry
  const amount = amountText(points)
  const { icon, word } = shownKind(entry)
  return {
    ...entry,
    icon,
    amount,
    // Points that are only promised are not there yet, whatever their sign.
    isGain: points > 0 && kind !== 'hold',
    note: `${timeText(atMs)} · ${word} · 为什么`,
    // Of most entries, which are accruals, the plus already says it.
    spoken: [title, (kind !== 'accrual' || points === 0) && word, amount, `余额 ${pointsText(balance)}`, '为什么']
      .filter(Boolean)
      .join('，'),
  }
}

/**
 * Entries, newest first, under the days they fell on. Today is the phone's, or the newest entry's where the phone's
 * clock is behind: nothing on a statement happened tomorrow.
 */
export function byDay(entries: readonly Entry[], phonesToday: string): readonly StatementDay[] {
  const newest = entries[0] ? dateOf(entries[0].atMs) : phonesToday
  const today = newest > phonesToday ? newest : phonesToday
  const days: { date: string; text: string; entries: Row[] }[] = []
  for (const entry of entries) {
    const date = dateOf(entry.atMs)
    if (days.at(-1)?.date !== date) days.push({ date, text: spokenDate(date, today), entries: [] })
    days.at(-1)?.entries.push(rowOf(entry))
  }
  return days
}
