import { type Random, seededRandom } from '../../cloudfunctions/kernel/seeded-random'
import { OutcomeUnknown, type Store } from '../../cloudfunctions/platform/store'

/** How often, of a thousand calls, each fault strikes. */
export interface FaultRates {
  /** The call never arrives. */
  readonly error: number
  /** It takes effect and the reply is lost. */
  readonly lostReply: number
  /** The caller is told it failed, and it takes effect some turns later. */
  readonly late: number
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A store between the product and the real one that fails as a network fails: seeded, so that a run can be repeated. */
export function faultyStore(
  store: Store,
  rates: FaultRates,
  seed: number,
): {
  readonly store: Store
  readonly fired: Record<keyof FaultRates, number>
  readonly quiet: () => Promise<void>
  heal(): void
} {
  const random: Random = seededRandom(seed)
  const fired = { error: 0, lostReply: 0, late: 0 }
  const pending = new Set<Promise<unknown>>()
  let isHealed = false

  const later = (work: () => Promise<unknown>): void => {
    const applying = (async () => {
      for (let wait = Math.ceil(random() * 20); wait > 0; wait -= 1) await turn()
      // By now its unique value may be another's: then it comes to nothing, and nobody is there to be told.
      await work().catch((error: unknown) => {
        if (!(error instanceof OutcomeUnknown)) throw error
      })
    })()
    pending.add(applying)
    void applying.finally(() => pending.delete(applying))
  }

  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    await turn()
    const drawn = isHealed ? 1_000 : random() * 1_000
    if (drawn < rates.error) {
      fired.error += 1
      throw new OutcomeUnknown('injected: never arrived')
    }
    if (drawn < rates.error + rates.lostReply) {
      await work()
      fired.lostReply += 1
      throw new OutcomeUnknown('injected: reply lost')
    }
    if (drawn < rates.error + rates.lostReply + rates.late) {
      fired.late += 1
      later(work)
      throw new OutcomeUnknown('injected: will take effect later')
    }
    return work()
  }
  const read = async <T>(work: () => Promise<T>): Promise<T> => {
    await turn()
    if (!isHealed && random() * 1_000 < rates.error) {
      fired.error += 1
      throw new OutcomeUnknown('injected: never arrived')
    }
    return work()
  }
  return {
    fired,
    heal: () => {
      isHealed = true
    },
    quiet: async () => {
      while (pending.size > 0) await Promise.all(pending)
    },
    store: {
      get: (collection, id) => read(() => store.get(collection, id)),
      getMany: (collection, ids) => read(() => store.getMany(collection, ids)),
      find: (collection, find) => read(() => store.find(collection, find)),
      count: (collection, equals) => read(() => store.count(collection, equals)),
      aggregate: (collection, aggregate) => read(() => store.aggregate(collection, aggregate)),
      insert: (collection, document) => write(() => store.insert(collection, document)),
      update: (collection, where, change) => write(() => store.update(collection, where, change)),
      updateAny: (collection, where, change) => write(() => store.updateAny(collection, where, change)),
      remove: (collection, id) => write(() => store.remove(collection, id)),
      createCollection: (collection) => write(() => store.createCollection(collection)),
    },
  }
}
