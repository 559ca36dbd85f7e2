import { type Collection, type Document, everyDocument, type Store } from '../../cloudfunctions/platform/store'

/** A document as it stands, with the collection it belongs to. */
export interface Written {
  readonly collection: string
  readonly document: Document
}

/** Whether a document changes no more, by its text. */
type IsReady = (text: string) => boolean

export interface WrittenDocuments {
  readonly store: Store
  /**
   * What was written since the last time, in the order of the first writes; what is gone again is left out, and what is
   * not ready stays for a later time.
   */
  take(isReady?: IsReady): Promise<readonly Written[]>
  /** The same of the shared collections as a whole, once: from then on nobody changes any document that they may. */
  takeShared(isReady: IsReady): Promise<readonly Written[]>
}

/**
 * A store that remembers which documents were written through it, so that they can be carried elsewhere as they stand
 * once the work on them is done. A document is carried once.
 * @param shared collections of which anybody may change any document, such as the pieces of a stock
 */
export function rememberWritten(inner: Store, shared: readonly Collection[]): WrittenDocuments {
  const written = new Map<string, { readonly collection: Collection; readonly id: string }>()
  const names = new Set(shared.map(({ name }) => name))
  let isShared = true
  const remember = (collection: Collection, id: string) => {
    if (isShared && names.has(collection.name)) return
    written.set(`${collection.name}|${id}`, { collection, id })
  }
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
      // Which document it changes is not told: what is shared is taken as a whole, a unit is found by what it was taken for.
      async updateAny(collection, where, change) {
        const { op } = (change.set ?? {}) as { readonly op?: string }
        const isWhole = isShared && names.has(collection.name)
        if (!isWhole && (op === undefined || names.has(collection.name)))
          throw new Error(`a change to any one document of ${collection.name} cannot be followed`)
        const isMade = await inner.updateAny(collection, where, change)
        if (isWhole || !isMade || op === undefined) return isMade
        const taken = await inner.find(collection, { index: 'byOp', equals: { op }, limit: 1 })
        for (const { _id } of taken.items) remember(collection, _id)
        return isMade
      },
      remove(collection, id) {
        remember(collection, id)
        return inner.remove(collection, id)
      },
    },
    async take(isReady = () => true) {
      const documents: Written[] = []
      for (const [name, { collection, id }] of [...written]) {
        const document = await inner.get(collection, id)
        if (document && !isReady(JSON.stringify(document))) continue
        written.delete(name)
        if (document) documents.push({ collection: collection.name, document })
      }
      return documents
    },
    async takeShared(isReady) {
      isShared = false
      const documents: Written[] = []
      for (const collection of shared)
        for await (const document of everyDocument(inner, collection)) {
          if (isReady(JSON.stringify(document))) documents.push({ collection: collection.name, document })
          else remember(collection, document._id)
        }
      return documents
    },
  }
}
