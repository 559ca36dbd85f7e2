import { MemoryStore } from '../../../cloudfunctions/adapters/memory/memory-store'
import type { Change, Collection, Conditions, Document, Where } from '../../../cloudfunctions/platform/store'

/** Collections of which every state a document was ever in is kept, in the order in which they were written. */
const FOLLOWED: ReadonlySet<string> = new Set([
  'accounts',
  'orders',
  'share_touches',
  'coupons',
  'reward_units',
  'referral_touches',
  'referrals',
  'lottery_prizes',
])

/** A document as one write left it. */
export interface Written {
  readonly collection: string
  readonly document: Document
}

/** The memory store, which also says how often each collection was written to, and what was ever written. */
export class WatchedStore extends MemoryStore {
  readonly writes = new Map<string, number>()
  private readonly inserted = new Map<string, Map<string, Document>>()
  private readonly followed: Promise<Written | null>[] = []

  override insert<D extends Document>(collection: Collection<D>, document: D): Promise<'inserted' | 'exists'> {
    const outcome = super.insert(collection, document)
    this.follow(collection, document._id, outcome)
    return outcome.then((said) => {
      if (said === 'inserted') this.noteInserted(collection.name, document)
      return said
    })
  }

  override update<D extends Document>(collection: Collection<D>, where: Where<D>, change: Change<D>): Promise<boolean> {
    this.noteWrite(collection)
    const outcome = super.update(collection, where, change)
    this.follow(collection, where._id, outcome)
    return outcome
  }

  override async updateAny<D extends Document>(collection: Collection<D>, where: Conditions<D>, change: Change<D>) {
    this.noteWrite(collection)
    const outcome = super.updateAny(collection, where, change)
    // Which one it was is not told; but whoever takes any takes it for an operation, which no other has.
    const { op } = (change.set ?? {}) as { readonly op?: string }
    if (FOLLOWED.has(collection.name) && op !== undefined) this.followOp(collection, op, outcome)
    return outcome
  }

  /** A document that never changes, as it was inserted. */
  asInserted<D extends Document>(collection: Collection<D>, id: string): D | null {
    return (this.inserted.get(collection.name)?.get(id) as D | undefined) ?? null
  }

  /** All documents of a collection that never changes, as they came. */
  allInserted<D extends Document>(collection: Collection<D>): ReadonlyMap<string, D> {
    return (this.inserted.get(collection.name) ?? new Map()) as ReadonlyMap<string, D>
  }

  /** What was written to the collections that are followed since this was last asked, each state in its order. */
  async takeWritten(): Promise<readonly Written[]> {
    const written = await Promise.all(this.followed.splice(0))
    return written.filter((one) => one !== null)
  }

  private noteInserted(name: string, document: Document): void {
    const known = this.inserted.get(name) ?? new Map<string, Document>()
    this.inserted.set(name, known)
    known.set(document._id, document)
    this.noteWrite({ name })
  }

  /** Read in the same moment as it is written: every call of the store in memory is done when it returns. */
  private follow(collection: Collection, id: string, outcome: Promise<boolean | 'inserted' | 'exists'>): void {
    if (!FOLLOWED.has(collection.name)) return
    this.keep(collection, super.get(collection, id), outcome)
  }

  private followOp(collection: Collection, op: string, outcome: Promise<boolean>): void {
    const found = super.find(collection, { index: 'byOp', equals: { op }, limit: 1 })
    this.keep(
      collection,
      found.then(({ items }) => items[0] ?? null),
      outcome,
    )
  }

  private keep(
    { name }: Collection,
    document: Promise<Document | null>,
    outcome: Promise<boolean | 'inserted' | 'exists'>,
  ): void {
    this.followed.push(
      Promise.all([outcome.catch(() => false), document]).then(([said, now]) =>
        (said === true || said === 'inserted') && now ? { collection: name, document: now } : null,
      ),
    )
  }

  private noteWrite({ name }: { readonly name: string }): void {
    this.writes.set(name, (this.writes.get(name) ?? 0) + 1)
  }
}
