import { type Refusal, refuse } from '../../../kernel/refusal'
import { settingsOf, type Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import type { Conditions } from '../../../platform/store'
import { staffSettings } from '../settings'
import { type DayLine, dayIdOf, type StaffDay, staffDays } from './store'

/** Enough of a command's key that no two of one person's day share one. */
const KEY_DIGITS = 24

interface Counting {
  readonly staffId: string
  readonly counted: 'left' | 'lookUpsLeft'
  readonly line: DayLine
}

/** Writes the first line of a day; false when another was faster. */
async function beginDay(work: Work, { staffId, counted, line }: Counting): Promise<boolean> {
  const { staffCommandsPerDay: left, staffLookUpsPerDay: lookUpsLeft } = await settingsOf(work, staffSettings)
  const limits = { left, lookUpsLeft }
  const day = { _id: dayIdOf(staffId, work.today), schema: 1, staffId, date: work.today, lines: [line] } as const
  return (await work.store.insert(staffDays, { ...day, ...limits, [counted]: limits[counted] - 1 })) === 'inserted'
}

/** Takes one from what is left of today and writes the line, by one conditional update. */
async function count(work: Work, { staffId, counted, line }: Counting): Promise<Refusal<'too_many_today'> | null> {
  const _id = dayIdOf(staffId, work.today)
  const isRepeatable = line.key === ''
  // guard: counted-once
  const notYet: Conditions<StaffDay> = isRepeatable ? {} : { lines: { none: { field: 'key', value: line.key } } }
  return untilSettled<Refusal<'too_many_today'> | null>(work, async () => {
    const isCounted = await work.store.update(
      staffDays,
      // guard: left-today
      { _id, [counted]: { atLeast: 1 }, ...notYet },
      { inc: { [counted]: -1 }, push: { lines: [line] } },
    )
    if (isCounted) return { value: null }
    // Nothing was there, or nothing was left, or this very command has been counted: only the document tells.
    const day = await work.store.get(staffDays, _id)
    if (!day) return (await beginDay(work, { staffId, counted, line })) ? { value: null } : 'again'
    if (!isRepeatable && day.lines.some(({ key }) => key === line.key)) return { value: null }
    return day[counted] > 0 ? 'again' : { value: refuse('too_many_today') }
  })
}

export type Line = Omit<DayLine, 'key' | 'atMs'> & { readonly staffId: string }

/** Counts a command once, however often its key comes; refused when today's are used up. */
export function countCommand(
  work: Work,
  { staffId, ...line }: Line,
  key: string,
): Promise<Refusal<'too_many_today'> | null> {
  return count(work, { staffId, counted: 'left', line: { key: key.slice(0, KEY_DIGITS), ...line, atMs: work.nowMs } })
}

/** Counts a look-up by something that could be guessed: each time, since each is another guess. */
export function countLookUp(work: Work, { staffId, ...line }: Line): Promise<Refusal<'too_many_today'> | null> {
  return count(work, { staffId, counted: 'lookUpsLeft', line: { key: '', ...line, atMs: work.nowMs } })
}
