import { addDays, type BusinessDate, businessDateOf, startOfDateMs } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import { ensureDocument } from '../../../platform/guarded-store'
import type { Job, JobPosition } from '../../../platform/jobs'
import { type Close, type CloseSlice, dayOf, sliceIdOf, sliceOf, totalsOf } from './domain/close'
import { liabilityOf } from './domain/liability'
import { settingsBefore } from './settings-in-force'
import { accountsIn, type Doubts, daysOf, doubtsOf, readableJournals } from './slice'
import { closeOf, closes, newestClose, slicesOf } from './store'

/** A day is closed a while after it ended: what was begun in its last second has been written by then. */
const CLOSE_AFTER_MS = 10 * 60_000
/** Days that were missed are closed together, reading each account once: at most so many. */
const DAYS_PER_ROUND = 31
/** What a step may take on a slow day; it was measured at less than half of that. */
const STEP_TAKES_MS = 12_000
const SLICES_READ_PER_STEP = 200

const NO_DOUBTS: Doubts = { findings: [], count: 0 }

/** Where a round has got to. Kept in the job's cursor; lost, the documents that are there lead to it again. */
type Step =
  | { readonly from: BusinessDate; readonly to: BusinessDate; readonly slice: number; readonly after: string }
  | { readonly from: BusinessDate; readonly to: BusinessDate; readonly slices: number }

/** What is to be closed next; null when every day that has ended is. The first ever is yesterday. */
async function nextRound(work: Work): Promise<Step | null> {
  const lastEnded = addDays(businessDateOf(work.nowMs - CLOSE_AFTER_MS), -1)
  const newest = await newestClose(work)
  const from = newest ? addDays(newest.date, 1) : lastEnded
  if (from > lastEnded) return null
  const [to = lastEnded] = [lastEnded, addDays(from, DAYS_PER_ROUND - 1)].sort()
  return { from, to, slice: 0, after: '' }
}

function datesOf({ from, to }: Pick<Step, 'from' | 'to'>): readonly BusinessDate[] {
  const dates: BusinessDate[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date)
  return dates
}

/**
 * Writes one slice of each day of a round. The first day's document decides which accounts the slice is about: whoever
 * comes second, or again after a crash, takes that over, although others may have joined meanwhile.
 */
async function closeSlice(work: Work, step: Extract<Step, { slice: number }>): Promise<CloseSlice> {
  const decided = (await work.store.get(closes, sliceIdOf(step.from, step.slice))) as CloseSlice | null
  const [first, ...rest] = await makeSlices(work, step, decided ? decided.upTo : undefined)
  if (!first) throw new Error('a round has a day')
  const there = ((await ensureDocument<Close>(work, closes, first)) ?? first) as CloseSlice
  // Another instance was faster by a hair: its range holds, and this time is found decided.
  if (there.upTo !== first.upTo) return closeSlice(work, step)
  for (const slice of rest) await ensureDocument<Close>(work, closes, slice)
  return there
}

async function makeSlices(
  work: Work,
  step: Extract<Step, { slice: number }>,
  decidedUpTo: string | null | undefined,
): Promise<readonly CloseSlice[]> {
  const key = work.secrets.key('ledger-close')
  const { accounts, upTo } = await accountsIn(work, { after: step.after, upTo: decidedUpTo })
  const readable = await readableJournals(work, accounts, step.from)
  const doubts = await doubtsOf(work, readable)
  return daysOf(readable.journals, datesOf(step)).map(({ date, sums, closes }) => {
    // Accounts are as they are now: what is wrong with them is said once, by the newest of the days.
    const content = { sums, leaves: closes.map(({ leaf }) => leaf), doubts: date === step.to ? doubts : NO_DOUBTS }
    return sliceOf({ date, slice: step.slice, after: step.after, upTo }, content, key)
  })
}

/** Adds up the slices of the next days of a round; the first that is missing a slice ends the round, to be begun again. */
async function closeDays(work: Work, step: Extract<Step, { slices: number }>): Promise<Step | 'again' | null> {
  const key = work.secrets.key('ledger-close')
  const most = Math.max(1, Math.floor(SLICES_READ_PER_STEP / step.slices))
  const dates = datesOf(step).slice(0, most)
  for (const date of dates) {
    const slices = await slicesOf(work, date, step.slices)
    if (slices.length < step.slices) return 'again'
    const { expiring } = totalsOf(slices)
    const { pointCostBps, version } = await settingsBefore(work, startOfDateMs(addDays(date, 1)))
    const money = {
      liability: liabilityOf(expiring, pointCostBps),
      pointCostBps,
      settingsVersion: version,
      closedAtMs: work.nowMs,
    }
    await ensureDocument<Close>(work, closes, dayOf(date, slices, await closeOf(work, addDays(date, -1)), money, key))
  }
  const last = dates.at(-1) ?? step.to
  return last < step.to ? { ...step, from: addDays(last, 1) } : null
}

const positionOf = (step: Step | null): JobPosition => (step ? JSON.stringify(step) : null)

/**
 * Closes each day that has ended, in order: sums by contra account and cohort, what is owed, and a signed root chained
 * to the day before. Its documents are inserted and never changed, so running it again, or twice at once, changes nothing.
 */
export const closeJob: Job = {
  name: 'ledger-close',
  everyMinutes: 10,
  async slice(work, position) {
    // Begun now it would be cut off: the next tick has its time.
    if (position !== null && work.timeLeftMs() < STEP_TAKES_MS) return { done: 0, next: position }
    const step = position === null ? await nextRound(work) : (JSON.parse(position) as Step)
    if (!step) return { done: 0, next: null }
    if ('slice' in step) {
      const { from, to } = step
      const { upTo } = await closeSlice(work, step)
      const next =
        upTo === null ? { from, to, slices: step.slice + 1 } : { from, to, slice: step.slice + 1, after: upTo }
      return { done: 1, next: positionOf(next) }
    }
    const next = await closeDays(work, step)
    return { done: 1, next: positionOf(next === 'again' || next === null ? await nextRound(work) : next) }
  },
}
