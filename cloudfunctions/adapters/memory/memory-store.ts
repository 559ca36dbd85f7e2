import {
  type Aggregate,
  type AtLeast,
  type Change,
  type Collection,
  CollectionMissing,
  type Conditions,
  type Document,
  decodeCursor,
  encodeCursor,
  type Find,
  type Group,
  type None,
  OutcomeUnknown,
  orderFieldOf,
  type Page,
  type Position,
  type Scalar,
  type Store,
  type Where,
} from '../../platform/store'

type Fields = Readonly<Record<string, unknown>>

/** Freezes what is stored, so that nobody changes a document but through the store. Throws on `undefined`. */
function frozen<T>(value: T): T {
  if (value === undefined) throw new Error('a document cannot hold undefined')
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const member of Object.values(value)) frozen(member)
  return Object.freeze(value)
}

/** The order of the real database: null before numbers before text. */
function compare(left: unknown, right: unknown): number {
  const rank = (value: unknown) => (value === null || value === undefined ? 0 : typeof value === 'number' ? 1 : 2)
  if (rank(left) !== rank(right)) return rank(left) - rank(right)
  if (rank(left) === 0 || left === right) return 0
  return (left as string | number) < (right as string | number) ? -1 : 1
}

/** Equality as an index sees it: a missing field is null, an array holds each of its elements. */
function matches(stored: unknown, asked: Scalar): boolean {
  return Array.isArray(stored) ? stored.includes(asked) : (stored ?? null) === asked
}

/** Whether a document meets the conditions of an update. */
function holds(document: Document, where: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(where).every(([field, asked]) => {
    const stored = (document as unknown as Fields)[field]
    if (typeof asked !== 'object' || asked === null) return matches(stored, asked as Scalar)
    if ('atLeast' in asked) return typeof stored === 'number' && stored >= (asked as AtLeast).atLeast
    const { none } = asked as None
    return !(stored as readonly Fields[]).some((element) => element[none.field] === none.value)
  })
}

/** The documents of one collection, with the values of its indexes' first fields looked up without a scan. */
class Documents {
  private readonly byId = new Map<string, Document>()
  private readonly byValue = new Map<string, Map<unknown, Set<string>>>()

  constructor(private readonly collection: Collection) {
    for (const index of collection.indexes) this.byValue.set(index.fields[0] ?? '_id', new Map())
  }

  get(id: string): Document | undefined {
    return this.byId.get(id)
  }

  put(document: Document): void {
    this.remove(document._id)
    this.byId.set(document._id, document)
    this.eachValue(document, (ids) => ids.add(document._id))
  }

  remove(id: string): boolean {
    const document = this.byId.get(id)
    if (!document) return false
    this.eachValue(document, (ids) => ids.delete(id))
    return this.byId.delete(id)
  }

  where(equals: Readonly<Record<string, Scalar>>): Document[] {
    const indexed = Object.keys(equals).find((field) => this.byValue.has(field))
    const ids = indexed === undefined ? null : this.byValue.get(indexed)?.get(equals[indexed])
    const candidates = indexed === undefined ? [...this.byId.values()] : [...(ids ?? [])].map((id) => this.byId.get(id))
    return candidates.filter(
      (document): document is Document =>
        document !== undefined &&
        Object.entries(equals).every(([field, value]) => matches((document as unknown as Fields)[field], value)),
    )
  }

  breaksUniqueness(document: Document): boolean {
    return this.collection.indexes.some(({ fields, unique }) => {
      if (!unique) return false
      const values = Object.fromEntries(
        fields.map((field) => [field, ((document as unknown as Fields)[field] ?? null) as Scalar]),
      )
      return this.where(values).some(({ _id }) => _id !== document._id)
    })
  }

  private eachValue(document: Document, visit: (ids: Set<string>) => void): void {
    for (const [field, values] of this.byValue) {
      const stored = (document as unknown as Fields)[field] ?? null
      for (const value of Array.isArray(stored) ? stored : [stored]) {
        const ids = values.get(value) ?? new Set()
        values.set(value, ids)
        visit(ids)
      }
    }
  }
}

/**
 * The store in memory, for tests, simulation and demo data: every call is atomic and comes back in a later turn,
 * so that callers interleave as they do against the real one.
 */
export class MemoryStore implements Store {
  private readonly collections = new Map<string, Documents>()

  async get<D extends Document>(collection: Collection<D>, id: string): Promise<D | null> {
    return (this.documents(collection).get(id) as D | undefined) ?? null
  }

  async getMany<D extends Document>(collection: Collection<D>, ids: readonly string[]): Promise<readonly D[]> {
    const documents = this.documents(collection)
    return ids.map((id) => documents.get(id) as D | undefined).filter((found): found is D => found !== undefined)
  }

  async insert<D extends Document>(collection: Collection<D>, document: D): Promise<'inserted' | 'exists'> {
    const documents = this.documents(collection)
    if (documents.get(document._id) || documents.breaksUniqueness(document)) return 'exists'
    documents.put(frozen({ ...document }))
    return 'inserted'
  }

  async update<D extends Document>(collection: Collection<D>, where: Where<D>, change: Change<D>): Promise<boolean> {
    const found = this.documents(collection).get(where._id) as D | undefined
    return found !== undefined && holds(found, where) && this.apply(collection, found, change)
  }

  async updateAny<D extends Document>(
    collection: Collection<D>,
    where: Conditions<D>,
    change: Change<D>,
  ): Promise<boolean> {
    const equals = Object.entries(where).filter(([, asked]) => typeof asked !== 'object' || asked === null)
    const candidates = this.documents(collection).where(Object.fromEntries(equals) as Record<string, Scalar>)
    const found = candidates.find((document) => holds(document, where)) as D | undefined
    return found !== undefined && this.apply(collection, found, change)
  }

  private apply<D extends Document>(collection: Collection<D>, found: D, change: Change<D>): boolean {
    const after = { ...found, ...change.set } as Record<string, unknown>
    for (const [field, added] of Object.entries(change.inc ?? {})) after[field] = Number(after[field]) + Number(added)
    for (const [field, elements] of Object.entries(change.push ?? {})) {
      after[field] = [...(after[field] as readonly unknown[]), ...(elements as readonly unknown[])]
    }
    const documents = this.documents(collection)
    const changed = after as unknown as D
    // The real database says so too, and by then it is not known whether it was this update or one before it.
    if (documents.breaksUniqueness(changed)) throw new OutcomeUnknown('duplicate key')
    documents.put(frozen(changed))
    return true
  }

  async remove<D extends Document>(collection: Collection<D>, id: string): Promise<boolean> {
    return this.documents(collection).remove(id)
  }

  async find<D extends Document>(collection: Collection<D>, find: Find): Promise<Page<D>> {
    const field = orderFieldOf(collection, find)
    const direction = find.order === 'descending' ? -1 : 1
    const positionOf = (document: Document): Position => ({
      value: ((document as unknown as Fields)[field] ?? null) as Scalar,
      id: document._id,
    })
    const after = find.cursor === undefined ? null : decodeCursor(find.cursor)
    const inOrder = (left: Position, right: Position) =>
      direction * (compare(left.value, right.value) || compare(left.id, right.id))
    const { from, below } = find.range ?? {}
    const found = this.documents(collection)
      .where(find.equals ?? {})
      .filter((document) => {
        const position = positionOf(document)
        if (find.range && typeof position.value !== typeof (from ?? below)) return false
        if (from !== undefined && compare(position.value, from) < 0) return false
        if (below !== undefined && compare(position.value, below) >= 0) return false
        return after === null || inOrder(position, after) > 0
      })
      .sort((left, right) => inOrder(positionOf(left), positionOf(right))) as unknown as D[]
    const items = found.slice(0, find.limit)
    const last = items.at(-1)
    return { items, next: last && found.length > items.length ? encodeCursor(positionOf(last)) : null }
  }

  async count<D extends Document>(
    collection: Collection<D>,
    equals: Readonly<Record<string, Scalar>>,
  ): Promise<number> {
    return this.documents(collection).where(equals).length
  }

  async aggregate<D extends Document>(collection: Collection<D>, aggregate: Aggregate): Promise<readonly Group[]> {
    const groups = new Map<string, { key: Record<string, Scalar>; count: number; sums: Record<string, number> }>()
    for (const document of this.documents(collection).where(aggregate.equals ?? {})) {
      const fields = document as unknown as Fields
      const key = Object.fromEntries(aggregate.groupBy.map((field) => [field, (fields[field] ?? null) as Scalar]))
      const name = JSON.stringify(key)
      const group = groups.get(name) ?? { key, count: 0, sums: Object.fromEntries(aggregate.sums.map((f) => [f, 0])) }
      group.count += 1
      for (const field of aggregate.sums) group.sums[field] = (group.sums[field] ?? 0) + Number(fields[field] ?? 0)
      groups.set(name, group)
    }
    const byKey = (left: Group, right: Group) =>
      aggregate.groupBy.map((field) => compare(left.key[field], right.key[field])).find((order) => order !== 0) ?? 0
    return [...groups.values()].sort(byKey).slice(0, aggregate.limit)
  }

  async createCollection(collection: Collection): Promise<void> {
    if (!this.collections.has(collection.name)) this.collections.set(collection.name, new Documents(collection))
  }

  private documents(collection: Collection): Documents {
    const documents = this.collections.get(collection.name)
    if (!documents) throw new CollectionMissing(collection.name)
    return documents
  }
}
