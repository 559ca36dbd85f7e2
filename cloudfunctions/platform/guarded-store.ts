import type { Random } from '../kernel/seeded-random'
import { type Collection, type Document, OutcomeUnknown, type Store } from './store'

/** The work cannot be finished now; the same request with the same key may be sent again. */
export class Busy extends Error {
  override readonly name = 'Busy'
}

/** Answering needs a little time too: from here on no call is begun. */
export const ANSWER_RESERVE_MS = 3_000
const READ_ATTEMPTS = 3
const WRITE_ATTEMPTS = 8

export interface Guard {
  readonly timeLeftMs: () => number
  readonly sleep: (ms: number) => Promise<void>
  readonly random: Random
}

export interface CountedStore extends Store {
  readonly calls: () => number
}

/** A pause before trying again, longer each time and never the same for two callers. */
function backOffMs(attempt: number, random: Random): number {
  return Math.ceil(5 * 2 ** Math.min(attempt, 5) * (0.5 + random()))
}

/**
 * The one wrapper every call goes through: it counts, stops in time, and repeats reads whose reply was lost.
 * A write whose outcome is unknown is thrown on, since only its caller knows how to read what became of it.
 */
export function guardStore(store: Store, guard: Guard): CountedStore {
  let calls = 0
  const call = <T>(work: () => Promise<T>): Promise<T> => {
    // guard: time-left
    if (guard.timeLeftMs() < ANSWER_RESERVE_MS) throw new Busy('no time left for another call')
    calls += 1
    return work()
  }
  const read = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call(work)
      } catch (error) {
        if (!(error instanceof OutcomeUnknown)) throw error
        if (attempt === READ_ATTEMPTS) throw new Busy(error.message)
        await guard.sleep(backOffMs(attempt, guard.random))
      }
    }
  }
  return {
    calls: () => calls,
    get: (collection, id) => read(() => store.get(collection, id)),
    getMany: (collection, ids) => (ids.length === 0 ? Promise.resolve([]) : read(() => store.getMany(collection, ids))),
    find: (collection, find) => read(() => store.find(collection, find)),
    count: (collection, equals) => read(() => store.count(collection, equals)),
    aggregate: (collection, aggregate) => read(() => store.aggregate(collection, aggregate)),
    insert: async (collection, document) => call(() => store.insert(collection, document)),
    update: async (collection, where, change) => call(() => store.update(collection, where, change)),
    updateAny: async (collection, where, change) => call(() => store.updateAny(collection, where, change)),
    remove: async (collection, id) => call(() => store.remove(collection, id)),
    createCollection: async (collection) => call(() => store.createCollection(collection)),
  }
}

/**
 * Repeats an attempt while it asks for it, with jitter between, and answers `busy` when it never succeeds.
 * An attempt begins by reading what is there, so an unknown outcome is simply another attempt.
 */
export async function untilSettled<T>(
  guard: Guard,
  attempt: () => Promise<{ readonly value: T } | 'again'>,
): Promise<T> {
  for (let tried = 1; tried <= WRITE_ATTEMPTS; tried += 1) {
    try {
      const outcome = await attempt()
      if (outcome !== 'again') return outcome.value
    } catch (error) {
      if (!(error instanceof OutcomeUnknown)) throw error
    }
    await guard.sleep(backOffMs(tried, guard.random))
  }
  throw new Busy('too many others are changing the same document')
}

/**
 * Inserts a document unless its id is taken, and answers the one that is there: ours or an earlier one.
 * Null when another document holds a unique value of ours under another id.
 */
export async function ensureDocument<D extends Document>(
  work: Guard & { readonly store: Store },
  collection: Collection<D>,
  document: D,
): Promise<D | null> {
  return untilSettled(work, async () => {
    if ((await work.store.insert(collection, document)) === 'inserted') return { value: document }
    return { value: await work.store.get(collection, document._id) }
  })
}
