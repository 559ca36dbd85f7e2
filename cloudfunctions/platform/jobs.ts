import type { Work } from './context'
import { ExtensionPoint } from './extension-point'
import { Busy, ensureDocument, untilSettled } from './guarded-store'
import { type Collection, type Document, defineCollection, OutcomeUnknown } from './store'

/** The jobs of all modules. */
export const jobs = new ExtensionPoint<Job>('jobs')

/** Where a job has got to. Opaque to all but the job. */
export type JobPosition = string | null

/** Bounded work that a timer repeats: one slice at a time, each resuming where the one before ended. */
export interface Job {
  readonly name: string
  readonly everyMinutes: number
  /** Whether a round that began now would find nothing. Asked before the job is leased: rest costs no lease. */
  isIdle?(work: Work): Promise<boolean>
  /**
   * Does one slice from a position; `next` is null when the round is finished. The next round begins at `restart`, for a
   * job that follows what happens; at the beginning when absent.
   */
  slice(
    work: Work,
    position: JobPosition,
  ): Promise<{ readonly done: number; readonly next: JobPosition; readonly restart?: JobPosition }>
}

/**
 * Goes through what one slice has found. One that cannot be gone on with is reported, and does not keep the others
 * waiting. A store that is busy, or does not say what became of a change, is no fault of the one it happened with: it ends
 * the slice, which is done again from where it began, so that nobody is passed over.
 */
export async function goThrough<T>(work: Work, found: readonly T[], goOn: (one: T) => Promise<unknown>): Promise<void> {
  for (const one of found) {
    try {
      await goOn(one)
    } catch (error) {
      if (error instanceof Busy || error instanceof OutcomeUnknown) throw error
      work.report(error)
    }
  }
}

/** Work on what an index says is due. */
interface DueWork<D extends Document> {
  readonly name: string
  readonly everyMinutes: number
  readonly collection: Collection<D>
  readonly index: string
  /** What is due has its moment, or the time since which it is open, before this; when absent, it has come by now. */
  readonly belowMs?: (work: Work) => number
  /** In one slice. */
  readonly limit: number
  readonly goOn: (work: Work, due: D) => Promise<unknown>
}

/** Goes through what is due. What cannot be gone on with stays; the next slice begins behind it. */
export function dueJob<D extends Document>(due: DueWork<D>): Job {
  const { name, everyMinutes, collection, index, belowMs = ({ nowMs }) => nowMs + 1 } = due
  const find = (work: Work, page: { readonly limit: number; readonly cursor?: string }) =>
    work.store.find(collection, { index, range: { from: 0, below: belowMs(work) }, ...page })
  return {
    name,
    everyMinutes,
    isIdle: async (work) => (await find(work, { limit: 1 })).items.length === 0,
    async slice(work, position) {
      const page = await find(work, { limit: due.limit, ...(position === null ? {} : { cursor: position }) })
      await goThrough(work, page.items, (one) => due.goOn(work, one))
      return { done: page.items.length, next: page.next }
    },
  }
}

/** Where a job stands. */
export interface Cursor extends Document {
  readonly schema: 1
  readonly position: JobPosition
  readonly dueAtMs: number
  /** Who holds the job, and until when; another may take it after that. */
  readonly leaseBy: string
  readonly leaseUntilMs: number
}

export const cursors = defineCollection<Cursor>({ name: 'cursors' })

/** Longer than any function may run: a lease that ended belongs to an instance that is gone. */
const LEASE_MS = 90_000
/** More than the clocks of two instances are ever apart. */
const CLOCKS_APART_MS = 30_000

/** Whether a moment is still to come, and no further off than it can be: beyond that the clock was set back since. */
function isAhead(atMs: number, { nowMs }: Work, furthestMs: number): boolean {
  // guard: by-another-clock
  return atMs > nowMs && atMs <= nowMs + furthestMs + CLOCKS_APART_MS
}

/** Where jobs stand, by their names, read with one call; nothing when that fails, so that each is read by itself. */
export async function seenCursors(work: Work, of: readonly Job[]): Promise<ReadonlyMap<string, Cursor>> {
  const names = of.map(({ name }) => name)
  const seen = await work.store.getMany(cursors, names).catch((error) => work.report(error))
  return new Map(seen?.map((cursor) => [cursor._id, cursor]))
}

async function cursorOf(work: Work, { name }: Job): Promise<Cursor> {
  const fresh: Cursor = { _id: name, schema: 1, position: null, dueAtMs: 0, leaseBy: '', leaseUntilMs: 0 }
  return (await work.store.get(cursors, name)) ?? (await ensureDocument(work, cursors, fresh)) ?? fresh
}

const nextRoundMs = ({ nowMs }: Work, { everyMinutes }: Job) => nowMs + everyMinutes * 60_000

type Lease = Cursor | 'not_due' | 'held' | 'idle'

async function takeLease(work: Work, job: Job, isDueOnly: boolean, seen: Cursor | undefined): Promise<Lease> {
  let known = seen
  return untilSettled<Lease>(work, async () => {
    const found = known ?? (await cursorOf(work, job))
    known = undefined
    if (found.leaseBy === work.requestId) return { value: found }
    if (isDueOnly && isAhead(found.dueAtMs, work, job.everyMinutes * 60_000)) return { value: 'not_due' }
    // guard: lease-held
    if (isAhead(found.leaseUntilMs, work, LEASE_MS)) return { value: 'held' }
    const { leaseBy, leaseUntilMs, dueAtMs, position } = found
    const isIdle = isDueOnly && position === null && (await job.isIdle?.(work)) === true
    // What is due at each tick stays due.
    if (isIdle && job.everyMinutes === 1) return { value: 'idle' }
    const taken = { leaseBy: work.requestId, leaseUntilMs: work.nowMs + LEASE_MS }
    const isWritten = await work.store.update(
      cursors,
      // guard: lease-unchanged
      { _id: job.name, leaseBy, leaseUntilMs, dueAtMs, position },
      { set: isIdle ? { dueAtMs: nextRoundMs(work, job) } : taken },
    )
    if (!isWritten) return 'again'
    return { value: isIdle ? 'idle' : { ...found, ...taken } }
  })
}

/**
 * Runs one slice of a job when it is due (or at once), unless another instance is at it.
 * @param seen where the job stood a moment ago: it is read when that is no longer so
 */
export async function runJob(
  work: Work,
  job: Job,
  when: 'if_due' | 'now',
  seen?: Cursor,
): Promise<{ readonly done: number; readonly isFinished: boolean } | 'not_due' | 'held'> {
  const lease = await takeLease(work, job, when === 'if_due', seen)
  if (lease === 'not_due' || lease === 'held') return lease
  if (lease === 'idle') return { done: 0, isFinished: true }
  const { done, next, restart = null } = await job.slice(work, lease.position)
  const isFinished = next === null
  // An unfinished round goes on at the next tick; a finished one waits for its schedule.
  const dueAtMs = isFinished ? nextRoundMs(work, job) : work.nowMs
  await untilSettled(work, async () => {
    await work.store.update(
      cursors,
      { _id: job.name, leaseBy: work.requestId },
      { set: { position: next ?? restart, dueAtMs, leaseBy: '', leaseUntilMs: 0 } },
    )
    return { value: null }
  })
  return { done, isFinished }
}
