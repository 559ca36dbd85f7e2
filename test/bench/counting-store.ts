import type { Store } from '../../cloudfunctions/platform/store'

export interface Counted {
  readonly reads: number
  readonly writes: number
  readonly bytesRead: number
  readonly bytesWritten: number
}

/** JSON bytes with every number as the eight bytes it has in a document store: so 9 and 10 weigh the same. */
export function bytesOf(value: unknown): number {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === 'number' ? 10_000_000 : part))
  return text === undefined ? 0 : Buffer.byteLength(text)
}

/** A store between the product and the real one that counts calls, and the bytes of the documents and changes in them. */
export function countingStore(store: Store): { readonly store: Store; take(): Counted } {
  const none = { reads: 0, writes: 0, bytesRead: 0, bytesWritten: 0 }
  let counted = { ...none }
  const read = async <T>(work: Promise<T>): Promise<T> => {
    const found = await work
    counted.reads += 1
    counted.bytesRead += bytesOf(found)
    return found
  }
  const write = <T>(sent: unknown, work: Promise<T>): Promise<T> => {
    counted.writes += 1
    counted.bytesWritten += bytesOf(sent)
    return work
  }
  return {
    take() {
      const taken = counted
      counted = { ...none }
      return taken
    },
    store: {
      get: (collection, id) => read(store.get(collection, id)),
      getMany: (collection, ids) => read(store.getMany(collection, ids)),
      find: async (collection, find) => {
        const page = await store.find(collection, find)
        await read(Promise.resolve(page.items))
        return page
      },
      count: (collection, equals) => read(store.count(collection, equals)),
      aggregate: (collection, aggregate) => read(store.aggregate(collection, aggregate)),
      insert: (collection, document) => write(document, store.insert(collection, document)),
      update: (collection, where, change) => write(change, store.update(collection, where, change)),
      updateAny: (collection, where, change) => write(change, store.updateAny(collection, where, change)),
      remove: (collection, id) => write(id, store.remove(collection, id)),
      createCollection: (collection) => store.createCollection(collection),
    },
  }
}
