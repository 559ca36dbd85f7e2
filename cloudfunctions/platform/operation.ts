import type { Work } from './context'
import { untilSettled } from './guarded-store'
import { dueJob, type Job } from './jobs'
import { type Collection, type Document, OutcomeUnknown } from './store'

/** A document that is also the durable intent of work on other documents, until that is settled. */
export interface Intent extends Document {
  /** When the work began; null once it is settled. Indexed as `byOpen`. */
  readonly openSinceMs: number | null
}

/**
 * Work that touches more than one document: a durable intent, steps that can each be repeated, and a sweeper
 * that rolls forward what an ended function left behind. There is no undo here, only forward.
 */
export interface Operation<D extends Intent, Result = void> {
  readonly name: string
  readonly collection: Collection<D>
  /** Does all that the intent promised; done before or not, the result is the same. */
  steps(work: Work, intent: D): Promise<Result>
  /** What of the result the settled intent keeps, where its repetition answers from it. */
  keeps?(intent: D, result: Result): Partial<Omit<D, '_id' | 'openSinceMs'>>
  /** Where a document has several intents, what tells one from the next: two may begin at one moment, by two clocks. */
  stillIs?(intent: D): Partial<D>
}

/** Settles an intent whose steps are done, as long as it still is what it was: what is read of it says which one it is. */
export async function settle<D extends Intent>(
  work: Work,
  collection: Collection<D>,
  read: Partial<D> & Pick<Intent, '_id' | 'openSinceMs'>,
  keeps: Partial<Omit<D, '_id' | 'openSinceMs'>> = {},
): Promise<void> {
  try {
    await work.store.update<Intent>(collection as Collection<Intent>, read, { set: { ...keeps, openSinceMs: null } })
  } catch (error) {
    // The steps are done, and doing them again changes nothing: the mark may stay for the sweeper.
    if (!(error instanceof OutcomeUnknown)) throw error
  }
}

/**
 * Does the steps and settles the intent. Called by the handler that wrote the intent, and by the sweeper. Answers what
 * the steps came to; null for an intent that was settled before.
 */
export async function carryOut<D extends Intent, Result>(
  work: Work,
  operation: Operation<D, Result>,
  intent: D,
): Promise<Result | null> {
  const { _id, openSinceMs } = intent
  if (openSinceMs === null) return null
  const result = await operation.steps(work, intent)
  // guard: settles-its-own
  const read = { ...operation.stillIs?.(intent), _id, openSinceMs }
  await settle<Intent>(work, operation.collection as Collection<Intent>, read, operation.keeps?.(intent, result))
  return result
}

/**
 * An intent that another function may still be at, for who goes on with it beside that one: from now on the other leaves
 * it open, so that whoever settles it has looked at what both have done. Settled by now, it is as it was settled.
 */
export async function sharedIntent<D extends Intent>(work: Work, collection: Collection<D>, intent: D): Promise<D> {
  let known: D | null = intent
  return untilSettled<D>(work, async () => {
    const now = known ?? (await work.store.get(collection, intent._id))
    known = null
    if (!now) throw new Error(`${intent._id} is gone`)
    if (now.openSinceMs === null) return { value: now }
    const { _id, openSinceMs } = now
    const set = { openSinceMs: openSinceMs + 1 }
    // guard: shared-as-read
    const isMoved = await work.store.update<Intent>(collection as Collection<Intent>, { _id, openSinceMs }, { set })
    return isMoved ? { value: { ...now, ...set } } : 'again'
  })
}

/** Of what is open in a collection that which has been so the longest. */
export async function oldestOpen<D extends Intent>(work: Work, collection: Collection<D>): Promise<D | null> {
  const page = await work.store.find(collection, { index: 'byOpen', range: { from: 0 }, limit: 1 })
  return page.items[0] ?? null
}

/** Old enough that the function which began it has certainly ended. */
const SWEEP_AFTER_MS = 90_000
const SWEEP_SLICE = 50

/** Goes on with what is open in a collection, and whose function has certainly ended. */
export function sweepOf<D extends Intent>(
  name: string,
  collection: Collection<D>,
  goOn: (work: Work, open: D) => Promise<unknown>,
): Job {
  const belowMs = ({ nowMs }: Work) => nowMs - SWEEP_AFTER_MS
  return dueJob({ name, everyMinutes: 1, collection, index: 'byOpen', belowMs, limit: SWEEP_SLICE, goOn })
}

export function sweepJob<D extends Intent, Result>(operation: Operation<D, Result>): Job {
  return sweepOf(operation.name, operation.collection, (work, intent) => carryOut(work, operation, intent))
}
