import type { Collection, Document, Store } from '../../cloudfunctions/platform/store'

/** A document as it stands, with the collection it belongs to. */
export interface Written {
  readonly collection: string
  readonly document: Document
}

/**
 * A store that remembers which documents were written through it, so that they can be carried elsewhere as they stand
 * once the work on them is done.
 */
export function rememberWritten(inner: Store): { readonly store: Store; take(): Promise<readonly Written[]> } {
  const written = new Map<string, { readonly collection: Collection; readonly id: string }>()
  const remember = (collection: Collection, id: string) => written.set(`${collection.name}|${id}`, { collection, id })
  return {
    store: {
      get: (collection, id) => inner.get(collection, id),
      getMany: (collection, ids) => inner.getMany(collection, ids),
      find: (collection, find) => inner.find(collection, find),
      count: (collection, equals) => inner.count(collection, equals),
      aggregate: (collection, aggregate) => inner.aggregate(collection, aggregate),
      createCollection: (collection) => inner.createCollection(collection),
      insert(collection, document) {
        remember(collection, document._id)
        return inner.insert(collection, document)
      },
      update(collection, where, change) {
        remember(collection, where._id)
        return inner.update(collection, where, change)
      },
      // Which document it changed is not told, so it cannot be carried along. Nothing in the demo asks for it yet.
      updateAny({ name }) {
        throw new Error(`a change to any one document of ${name} cannot be followed`)
      },
      remove(collection, id) {
        remember(collection, id)
        return inner.remove(collection, id)
      },
    },
    /** What was written since the last time, in the order of the first writes; what is gone again is left out. */
    async take() {
      const taken = [...written.values()]
      written.clear()
      const documents: Written[] = []
      for (const { collection, id } of taken) {
        const document = await inner.get(collection, id)
        if (document) documents.push({ collection: collection.name, document })
      }
      return documents
    },
  }
}
