import type { Store } from '../../cloudfunctions/platform/store'

interface Sleeper {
  readonly atMs: number
  readonly wake: () => void
}

/** Time that passes only when nobody has anything left to do: a thousand callers wait without waiting. */
export class VirtualTime {
  nowMs = 0
  private sleepers: Sleeper[] = []

  sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      this.sleepers.push({ atMs: this.nowMs + ms, wake })
    })

  /** Lets time pass until the work is done. */
  async until<T>(work: Promise<T>): Promise<T> {
    let isDone = false
    void work.finally(() => {
      isDone = true
    })
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve))
      if (isDone) return work
      this.nowMs = Math.min(...this.sleepers.map(({ atMs }) => atMs))
      const due = this.sleepers.filter(({ atMs }) => atMs === this.nowMs)
      this.sleepers = this.sleepers.filter(({ atMs }) => atMs !== this.nowMs)
      for (const { wake } of due) wake()
    }
  }
}

/** A store whose every call takes so long, and takes effect in the middle of that. */
export function slowStore(store: Store, time: VirtualTime, callMs: number): Store & { readonly calls: () => number } {
  let calls = 0
  const slowly = async <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1
    await time.sleep(callMs / 2)
    const found = await work()
    await time.sleep(callMs / 2)
    return found
  }
  return {
    calls: () => calls,
    get: (collection, id) => slowly(() => store.get(collection, id)),
    getMany: (collection, ids) => slowly(() => store.getMany(collection, ids)),
    find: (collection, find) => slowly(() => store.find(collection, find)),
    count: (collection, equals) => slowly(() => store.count(collection, equals)),
    aggregate: (collection, aggregate) => slowly(() => store.aggregate(collection, aggregate)),
    insert: (collection, document) => slowly(() => store.insert(collection, document)),
    update: (collection, where, change) => slowly(() => store.update(collection, where, change)),
    updateAny: (collection, where, change) => slowly(() => store.updateAny(collection, where, change)),
    remove: (collection, id) => slowly(() => store.remove(collection, id)),
    createCollection: (collection) => store.createCollection(collection),
  }
}
