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
export function rememberWritten(inner: Store): {
  readonly store: Store
  take(isReady?: (text: string) => boolean): Promise<readonly Written[]>
} {
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
      async insert(collection, document) {
        const outcome = await inner.insert(collection, document)
        if (outcome === 'inserted') remember(collection, document._id)
        return outcome
      },
      update(collection, where, change) {
        remember(collection, where._id)
        return inner.update(collection, where, change)
      },
      async updateAny(collection, where, change) {
        const isMade = await inner.updateAny(collection, where, change)
        const { op } = (change.set ?? {}) as { readonly op?: string }
        // Which document it changed is not told; a unit that was taken is found by what it was taken for.
        if (op === undefined) throw new Error(`a change to any one document of ${collection.name} cannot be followed`)
        const taken = isMade ? await inner.find(collection, { index: 'byOp', equals: { op }, limit: 1 }) : null
        for (const { _id } of taken?.items ?? []) remember(collection, _id)
        return isMade
      },
      remove(collection, id) {
        remember(collection, id)
        return inner.remove(collection, id)
      },
    },
    /**
     * What was written since the last time, in the order of the first writes; what is gone again is left out, and what is
     * not ready, by its text, stays for a later time.
     */
    async take(isReady: (text: string) => boolean = () => true) {
      const documents: Written[] = []
      for (const [name, { collection, id }] of [...written]) {
        const document = await inner.get(collection, id)
        if (document && !isReady(JSON.stringify(document))) continue
        written.delete(name)
        if (document) documents.push({ collection: collection.name, document })
      }
      return documents
    },
  }
}
