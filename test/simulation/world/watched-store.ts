import { MemoryStore } from '../../../cloudfunctions/adapters/memory/memory-store'
import type { Change, Collection, Conditions, Document, Where } from '../../../cloudfunctions/platform/store'

/** The memory store, which also says how often each collection was written to, and what was ever inserted. */
export class WatchedStore extends MemoryStore {
  readonly writes = new Map<string, number>()
  private readonly inserted = new Map<string, Document>()

  override async insert<D extends Document>(collection: Collection<D>, document: D): Promise<'inserted' | 'exists'> {
    const outcome = await super.insert(collection, document)
    if (outcome === 'inserted') {
      this.inserted.set(`${collection.name}|${document._id}`, document)
      this.written(collection)
    }
    return outcome
  }

  override async update<D extends Document>(collection: Collection<D>, where: Where<D>, change: Change<D>) {
    this.written(collection)
    return super.update(collection, where, change)
  }

  override async updateAny<D extends Document>(collection: Collection<D>, where: Conditions<D>, change: Change<D>) {
    this.written(collection)
    return super.updateAny(collection, where, change)
  }

  /** A document that never changes, as it was inserted. */
  asInserted<D extends Document>(collection: Collection<D>, id: string): D | null {
    return (this.inserted.get(`${collection.name}|${id}`) as D | undefined) ?? null
  }

  private written({ name }: { readonly name: string }): void {
    this.writes.set(name, (this.writes.get(name) ?? 0) + 1)
  }
}
