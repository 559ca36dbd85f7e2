import { addDays, type BusinessDate, isBusinessDate } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import { verify } from '../verify'
import { brokenSealOf, type CloseDay, type CloseSlice, dayIdOf, sliceIdOf, totalsOf } from './domain/close'
import { type Difference, headDifferences, shown } from './domain/differences'
import { merkleRoot } from './domain/merkle'
import { accountsIn, daysOf, readableJournals } from './slice'
import { closeOf, closes, newestClose, oldestClose, slicesOf } from './store'

export interface Reconciled {
  /** Slices of closes that were compared with the journals. */
  readonly checked: number
  readonly findings: readonly Difference[]
  /** Where to go on; null when everything up to the newest close was compared. */
  readonly next: string | null
}

/** One slice is a few seconds' work: another is begun only while that is certainly there. */
const STOP_BELOW_MS = 30_000
/** A clock that stands still would never stop a round. */
const SLICES_PER_CALL = 50

interface Place {
  readonly date: BusinessDate
  readonly slice: number
}

/** A cursor of `reconcile`; null for anything else. */
export function parseReconcileCursor(cursor: string): Place | null {
  const [, date = '', slice = ''] = /^(\d{4}-\d{2}-\d{2})\|(\d{1,5})$/.exec(cursor) ?? []
  return isBusinessDate(date) ? { date, slice: Number(slice) } : null
}

/** A day's document against its seal, the day before and its own slices. */
async function dayDifferences(work: Work, day: CloseDay): Promise<readonly Difference[]> {
  const close = day._id
  const key = work.secrets.key('ledger-close')
  const findings: Difference[] = brokenSealOf(day, key).map((field) => ({
    close,
    field,
    found: shown(day[field]),
    expected: null,
  }))
  const compare = (field: string, found: unknown, expected: unknown) => {
    if (shown(found) !== shown(expected))
      findings.push({ close, field, found: shown(found), expected: shown(expected) })
  }
  const previous = await closeOf(work, addDays(day.date, -1))
  if (previous) {
    compare('previousRoot', day.previousRoot, previous.root)
    compare('opening', day.opening, previous.closing)
  } else if (day.previousRoot !== '') {
    findings.push({ close: dayIdOf(addDays(day.date, -1)), field: '_id', found: null, expected: day.previousRoot })
  }
  const slices = await slicesOf(work, day.date, day.slices)
  if (slices.length === day.slices) {
    const { opening: _, ...totals } = totalsOf(slices)
    for (const [field, expected] of Object.entries(totals)) compare(field, day[field as keyof CloseDay], expected)
  }
  if (day.unaccounted.length > 0) compare('unaccounted', day.unaccounted, [])
  return findings
}

/** A slice against its seal and the journals of its accounts. */
async function sliceDifferences(
  work: Work,
  { date, slice: number }: Place,
  newest: BusinessDate,
): Promise<readonly Difference[]> {
  const close = sliceIdOf(date, number)
  const slice = (await work.store.get(closes, close)) as CloseSlice | null
  if (!slice) return [{ close, field: '_id', found: null, expected: close }]
  const key = work.secrets.key('ledger-close')
  const findings: Difference[] = brokenSealOf(slice, key).map((field) => ({
    close,
    field,
    found: shown(slice[field]),
    expected: null,
  }))
  const { accounts } = await accountsIn(work, slice)
  const { journals, unreadable } = await readableJournals(work, accounts, date)
  findings.push(...unreadable)
  const [day] = daysOf(journals, [date])
  if (day) {
    const ofHeads = headDifferences(slice, day.closes)
    findings.push(...ofHeads)
    // Accounts that differ are named; only where none does is it the close's own figures that were changed.
    if (ofHeads.length === 0) {
      const expected = { ...day.sums, headsRoot: merkleRoot(day.closes.map(({ leaf }) => leaf)) }
      for (const [field, value] of Object.entries(expected)) {
        const found = slice[field as keyof CloseSlice]
        if (shown(found) !== shown(value)) {
          findings.push({ close, field, found: shown(found), expected: shown(value) })
        }
      }
    }
  }
  // The newest day's slices hold every account once.
  if (date === newest) for (const { account } of journals) findings.push(...(await verify(work, account)))
  return findings
}

/**
 * Compares the closes since a day with the journals once more, and every account of the newest with its own journal:
 * seals, the chain of days, sums, heads. Names every difference and repairs none. As much as the time allows; go on
 * with `cursor`.
 * @param since the first day; the newest closed one when it is not given
 */
export async function reconcile(
  work: Work,
  from: { readonly since?: BusinessDate; readonly cursor?: string } = {},
): Promise<Reconciled> {
  const [oldest, newest] = await Promise.all([oldestClose(work), newestClose(work)])
  if (!oldest || !newest) return { checked: 0, findings: [], next: null }
  // Nothing is missing before the first day that was ever closed.
  const since = [from.since ?? newest.date, oldest.date].sort().at(-1) ?? newest.date
  const begins = from.cursor === undefined ? null : parseReconcileCursor(from.cursor)
  let place: Place = begins ?? { date: since, slice: 0 }
  const findings: Difference[] = []
  let checked = 0
  while (place.date <= newest.date) {
    if (checked > 0 && (checked >= SLICES_PER_CALL || work.timeLeftMs() < STOP_BELOW_MS)) {
      return { checked, findings, next: `${place.date}|${place.slice}` }
    }
    place = await reconcileOne(work, place, newest, findings)
    checked += 1
  }
  return { checked, findings, next: null }
}

/** One slice, and with a day's first the day itself; answers what comes after it. */
async function reconcileOne(work: Work, place: Place, newest: CloseDay, findings: Difference[]): Promise<Place> {
  const following = { date: addDays(place.date, 1), slice: 0 }
  const day = await closeOf(work, place.date)
  if (!day) {
    findings.push({ close: dayIdOf(place.date), field: '_id', found: null, expected: dayIdOf(place.date) })
    return following
  }
  if (place.slice === 0) findings.push(...(await dayDifferences(work, day)))
  findings.push(...(await sliceDifferences(work, place, newest.date)))
  return place.slice + 1 < day.slices ? { ...place, slice: place.slice + 1 } : following
}
