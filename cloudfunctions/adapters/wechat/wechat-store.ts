import type cloud from 'wx-server-sdk'
import {
  type Aggregate,
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

type Database = ReturnType<typeof cloud.database>
type Fields = Record<string, unknown>

/** What the SDK says of a failure: a duplicate and a missing collection are definite, all else is unknown. */
function failureOf(error: unknown, collection: string): Error | 'duplicate' {
  const { errCode, errMsg = '' } = error as { errCode?: number; errMsg?: string }
  const message = errMsg || String(error)
  if (/E11000|DATABASE_DUPLICATE_WRITE/.test(message)) return 'duplicate'
  if (errCode === -502005) return new CollectionMissing(collection)
  if (errCode === -501007) return new Error(`the database refused the request: ${message}`)
  return new OutcomeUnknown(message)
}

/** The store on the WeChat cloud database, by the real SDK. */
export class WechatStore implements Store {
  /** @param database made with `throwOnNotFound: false` */
  constructor(private readonly database: Database) {}

  async get<D extends Document>(collection: Collection<D>, id: string): Promise<D | null> {
    const document = this.database.collection(collection.name).doc(id)
    const { data } = await this.call<{ data?: D }>(collection, () => document.get())
    return data ?? null
  }

  async getMany<D extends Document>(collection: Collection<D>, ids: readonly string[]): Promise<readonly D[]> {
    const where = { _id: this.database.command.in([...ids]) }
    const query = this.database.collection(collection.name).where(where).limit(ids.length)
    const { data } = await this.call<{ data: D[] }>(collection, () => query.get())
    const found = new Map(data.map((document) => [document._id, document]))
    return ids.map((id) => found.get(id)).filter((document): document is D => document !== undefined)
  }

  async insert<D extends Document>(collection: Collection<D>, document: D): Promise<'inserted' | 'exists'> {
    try {
      await this.database.collection(collection.name).add({ data: document as unknown as Fields })
      return 'inserted'
    } catch (error) {
      const failure = failureOf(error, collection.name)
      if (failure === 'duplicate') return 'exists'
      throw failure
    }
  }

  async update<D extends Document>(collection: Collection<D>, where: Where<D>, change: Change<D>): Promise<boolean> {
    return this.updateAny(collection, where, change)
  }

  async updateAny<D extends Document>(
    collection: Collection<D>,
    where: Conditions<D>,
    change: Change<D>,
  ): Promise<boolean> {
    const query = this.database.collection(collection.name).where(this.conditionsOf(where))
    const update = { data: this.dataOf(change), multi: false } as never
    const { stats } = await this.call<{ stats: { updated: number } }>(collection, () => query.update(update))
    return stats.updated > 0
  }

  async remove<D extends Document>(collection: Collection<D>, id: string): Promise<boolean> {
    const query = this.database.collection(collection.name).where({ _id: id })
    const { stats } = await this.call<{ stats: { removed: number } }>(collection, () => query.remove())
    return stats.removed > 0
  }

  async find<D extends Document>(collection: Collection<D>, find: Find): Promise<Page<D>> {
    const field = orderFieldOf(collection, find)
    const direction = find.order === 'descending' ? 'desc' : 'asc'
    const query = this.database.collection(collection.name).where(this.conditionOf(find, field))
    const ordered =
      field === '_id' ? query.orderBy('_id', direction) : query.orderBy(field, direction).orderBy('_id', direction)
    // One more than asked for shows whether there is a next page.
    const rows = ordered.limit(Math.min(find.limit + 1, 1_000))
    const { data: found } = await this.call<{ data: D[] }>(collection, () => rows.get())
    const items = found.slice(0, find.limit)
    const last = items.at(-1)
    const position = (document: D): Position => ({
      value: ((document as unknown as Fields)[field] ?? null) as Scalar,
      id: document._id,
    })
    return { items, next: last && found.length > items.length ? encodeCursor(position(last)) : null }
  }

  async count<D extends Document>(
    collection: Collection<D>,
    equals: Readonly<Record<string, Scalar>>,
  ): Promise<number> {
    const query = this.database.collection(collection.name).where({ ...equals })
    return (await this.call<{ total: number }>(collection, () => query.count())).total
  }

  async aggregate<D extends Document>(collection: Collection<D>, aggregate: Aggregate): Promise<readonly Group[]> {
    const $ = this.database.command.aggregate
    const key = Object.fromEntries(aggregate.groupBy.map((field) => [field, `$${field}`]))
    const sums = Object.fromEntries(aggregate.sums.map((field) => [`sum_${field}`, $.sum(`$${field}`)]))
    const order = Object.fromEntries(aggregate.groupBy.map((field) => [`_id.${field}`, 1]))
    const pipeline = this.database
      .collection(collection.name)
      .aggregate()
      .match({ ...aggregate.equals })
      .group({ _id: key, count: $.sum(1), ...sums })
      .sort(order)
      .limit(aggregate.limit)
    const { list } = await this.call<{ list: Fields[] }>(collection, () => pipeline.end())
    return list.map((row) => ({
      key: Object.fromEntries(
        aggregate.groupBy.map((field) => [field, ((row._id as Fields)[field] ?? null) as Scalar]),
      ),
      count: row.count as number,
      sums: Object.fromEntries(aggregate.sums.map((field) => [field, row[`sum_${field}`] as number])),
    }))
  }

  async createCollection(collection: Collection): Promise<void> {
    try {
      await this.count(collection, {})
    } catch (error) {
      if (!(error instanceof CollectionMissing)) throw error
      await this.call(collection, () => this.database.createCollection(collection.name))
    }
  }

  private conditionsOf(where: Readonly<Record<string, unknown>>): Fields {
    const { command } = this.database
    const conditions: Fields = {}
    for (const [field, asked] of Object.entries(where)) {
      if (typeof asked !== 'object' || asked === null) conditions[field] = asked
      else if ('atLeast' in asked) conditions[field] = command.gte(asked.atLeast)
      else {
        const { none } = asked as None
        conditions[`${field}.${none.field}`] = command.neq(none.value)
      }
    }
    return conditions
  }

  private dataOf<D extends Document>(change: Change<D>): Fields {
    const { command } = this.database
    const data: Fields = {}
    for (const [field, value] of Object.entries(change.set ?? {})) {
      // A bare object would be merged into the one before, its names split at dots and its empty objects lost.
      data[field] = typeof value === 'object' && value !== null ? command.set(value) : value
    }
    for (const [field, added] of Object.entries(change.inc ?? {})) data[field] = command.inc(added as number)
    for (const [field, elements] of Object.entries(change.push ?? {})) data[field] = command.push(elements as unknown[])
    return data
  }

  private conditionOf(find: Find, field: string): Fields {
    const { command } = this.database
    const conditions: Fields[] = [{ ...find.equals }]
    const after = find.cursor === undefined ? null : decodeCursor(find.cursor)
    const { from, below } = this.boundsOf(find, field, after)
    if (from !== undefined) conditions.push({ [field]: command.gte(from) })
    if (below !== undefined) conditions.push({ [field]: command.lt(below) })
    if (after !== null) conditions.push(this.beyond(after, field, find.order))
    const given = conditions.filter((condition) => Object.keys(condition).length > 0)
    return given.length > 1 ? (command.and(given) as unknown as Fields) : (given[0] ?? {})
  }

  /**
   * Between which values to read. A further page begins where the one before ended: from alternatives alone an index
   * would be read from its beginning for every page.
   */
  private boundsOf({ range = {}, order }: Find, field: string, after: Position | null): NonNullable<Find['range']> {
    const goesOn = after !== null && field !== '_id' && order !== 'descending'
    return goesOn && (typeof after.value === 'string' || typeof after.value === 'number')
      ? { ...range, from: after.value }
      : range
  }

  /** What comes after a position; null is below every value and no comparison reaches across it. */
  private beyond(after: Position, field: string, order: Find['order']): Fields {
    const { command } = this.database
    const further = order === 'descending' ? command.lt : command.gt
    if (field === '_id') return { _id: further.call(command, after.id) }
    const sameValue = { [field]: command.eq(after.value), _id: further.call(command, after.id) }
    if (after.value !== null) {
      const onwards: Fields[] = [sameValue, { [field]: further.call(command, after.value) }]
      if (order === 'descending') onwards.push({ [field]: command.eq(null) })
      return command.or(onwards) as unknown as Fields
    }
    return order === 'descending'
      ? sameValue
      : (command.or([sameValue, { [field]: command.neq(null) }]) as unknown as Fields)
  }

  /** The SDK's types still speak of callbacks; without one it answers a promise. */
  private async call<T>(collection: Collection, request: () => unknown): Promise<T> {
    try {
      return (await request()) as T
    } catch (error) {
      const failure = failureOf(error, collection.name)
      throw failure === 'duplicate' ? new OutcomeUnknown(String(error)) : failure
    }
  }
}
