/** The store port: all that the product asks of a document database. Two adapters, one conformance suite. */

import { ExtensionPoint } from './extension-point'

export interface Document {
  readonly _id: string
}

export interface Index {
  readonly name: string
  readonly fields: readonly string[]
  /** A missing field counts as null and collides, as in the real database. */
  readonly unique?: boolean
}

/** A collection as its module declares it. `cloud.json`, `ops.doctor` and `docs/schema.md` come from this. */
export interface Collection<D extends Document = Document> {
  readonly name: string
  readonly indexes: readonly Index[]
  /** What a phone may do with it directly. Always nothing: only functions touch data. */
  readonly rule: { readonly read: false; readonly write: false }
  /** Carries the document's type; never present. */
  readonly document?: D
}

/** The collections of all modules. */
export const collections = new ExtensionPoint<Collection>('collections')

export function defineCollection<D extends Document>(declared: {
  name: string
  indexes?: readonly (Index & { fields: readonly (keyof D & string)[] })[]
}): Collection<D> {
  return { name: declared.name, indexes: declared.indexes ?? [], rule: { read: false, write: false } }
}

export type Scalar = string | number | boolean | null

/** A number that must be so large at least. */
export interface AtLeast {
  readonly atLeast: number
}

/** A list of objects of which none may have this value in this field. */
export interface None {
  readonly none: { readonly field: string; readonly value: Scalar }
}

type Must<T> = (T & Scalar) | (T extends number ? AtLeast : never) | (T extends readonly object[] ? None : never)

/** Conditions on fields: still as they were read, large enough, or without something. */
export type Conditions<D extends Document> = { readonly [F in keyof D]?: Must<D[F]> }

/** The condition of an update: the document's id, and what must be so of it. */
export type Where<D extends Document> = { readonly _id: string } & Conditions<D>

export interface Change<D extends Document> {
  /** Whole values by top-level field: an object replaces the one before, it is not merged into it. */
  readonly set?: Partial<Omit<D, '_id'>>
  /** What to add to number fields. */
  readonly inc?: { readonly [F in keyof D]?: D[F] extends number ? number : never }
  /** Elements to append to array fields. */
  readonly push?: { readonly [F in keyof D]?: D[F] extends readonly (infer Element)[] ? readonly Element[] : never }
}

export interface Find {
  /** The declared index that answers it. */
  readonly index: string
  /** Values of the index's first fields; an element where the field is an array. */
  readonly equals?: Readonly<Record<string, Scalar>>
  /** Bounds on the index field after those in `equals`; a missing or null field is outside every range. */
  readonly range?: { readonly from?: string | number; readonly below?: string | number }
  /** By the index field after those in `equals`, then by id. */
  readonly order?: 'ascending' | 'descending'
  /** 1 to 1000. */
  readonly limit: number
  /** The `next` of the page before. */
  readonly cursor?: string
}

export interface Page<D> {
  readonly items: readonly D[]
  /** Null when there is no more. */
  readonly next: string | null
}

/** A sum over a collection, for reports only: it reads every document it matches. */
export interface Aggregate {
  readonly equals?: Readonly<Record<string, Scalar>>
  readonly groupBy: readonly string[]
  readonly sums: readonly string[]
  /** At most so many groups, 1 to 1000, in the order of their keys. */
  readonly limit: number
}

export interface Group {
  readonly key: Readonly<Record<string, Scalar>>
  readonly count: number
  readonly sums: Readonly<Record<string, number>>
}

export interface Store {
  get<D extends Document>(collection: Collection<D>, id: string): Promise<D | null>
  /** The documents that exist among at most 100 ids, in the order of the ids. */
  getMany<D extends Document>(collection: Collection<D>, ids: readonly string[]): Promise<readonly D[]>
  /** `exists` when a document has this id or the values of a unique index: read it to learn whose it is. */
  insert<D extends Document>(collection: Collection<D>, document: D): Promise<'inserted' | 'exists'>
  /** One conditional update of one document: whether the condition held and the change was made. */
  update<D extends Document>(collection: Collection<D>, where: Where<D>, change: Change<D>): Promise<boolean>
  /** One conditional update of any one of the documents that meet conditions: which one is not told. */
  updateAny<D extends Document>(collection: Collection<D>, where: Conditions<D>, change: Change<D>): Promise<boolean>
  /** Whether a document was there to remove. */
  remove<D extends Document>(collection: Collection<D>, id: string): Promise<boolean>
  find<D extends Document>(collection: Collection<D>, find: Find): Promise<Page<D>>
  count<D extends Document>(collection: Collection<D>, equals: Readonly<Record<string, Scalar>>): Promise<number>
  aggregate<D extends Document>(collection: Collection<D>, aggregate: Aggregate): Promise<readonly Group[]>
  /** Makes a declared collection; one that exists stays as it is. */
  createCollection(collection: Collection): Promise<void>
}

/** A call whose effect is not known: it may have happened, may yet happen, or not. Read the state and resume. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown'
}

/** The collection was never made: the environment was not initialised. */
export class CollectionMissing extends Error {
  override readonly name = 'CollectionMissing'
  constructor(readonly collection: string) {
    super(`collection ${collection} does not exist; run ops.init`)
  }
}

function indexOf(collection: Collection, name: string): Index {
  const index = collection.indexes.find((declared) => declared.name === name)
  if (!index) throw new Error(`${collection.name} declares no index ${name}`)
  return index
}

/** The field a find is ordered by: the one after those in `equals`, or the id. */
export function orderFieldOf(collection: Collection, find: Find): string {
  const { fields } = indexOf(collection, find.index)
  const fixed = Object.keys(find.equals ?? {})
  for (const [position, field] of fixed.entries()) {
    if (!fields.slice(0, fixed.length).includes(field)) {
      throw new Error(`${collection.name}.${find.index} cannot fix ${field} at ${position}`)
    }
  }
  return fields[fixed.length] ?? '_id'
}

/** Every document that a search finds, page by page: how many that are has no bound, and whoever has enough may stop. */
export async function* everyFound<D extends Document>(
  store: Store,
  collection: Collection<D>,
  find: Omit<Find, 'cursor'>,
): AsyncGenerator<D> {
  let cursor: string | null = null
  do {
    const from: { cursor?: string } = cursor === null ? {} : { cursor }
    const page: Page<D> = await store.find(collection, { ...find, ...from })
    yield* page.items
    cursor = page.next
  } while (cursor !== null)
}

/** The same at once, where they are known to be few. */
export async function allFound<D extends Document>(
  store: Store,
  collection: Collection<D>,
  find: Omit<Find, 'cursor'>,
): Promise<D[]> {
  const found: D[] = []
  for await (const document of everyFound(store, collection, find)) found.push(document)
  return found
}

const IDS_AT_ONCE = 100

/** The documents that exist among any number of ids, in the order of the ids. */
export async function allOf<D extends Document>(
  store: Store,
  collection: Collection<D>,
  ids: readonly string[],
): Promise<D[]> {
  const found: D[] = []
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE)
    found.push(...(await store.getMany(collection, ids.slice(at, at + IDS_AT_ONCE))))
  return found
}

const WHOLE_PAGE_SIZE = 500

/** Every document of a collection: by their ids, which every collection is indexed by. */
export function everyDocument<D extends Document>(store: Store, collection: Collection<D>): AsyncGenerator<D> {
  const byId = { ...collection, indexes: [{ name: 'byId', fields: ['_id'] }] }
  return everyFound(store, byId, { index: 'byId', limit: WHOLE_PAGE_SIZE })
}

/** Where a page ended: the last document's value of the order field, and its id. */
export interface Position {
  readonly value: Scalar
  readonly id: string
}

export function encodeCursor(position: Position): string {
  return Buffer.from(JSON.stringify([position.value, position.id])).toString('base64url')
}

/** Null for a text that is no cursor of ours. */
export function decodeCursor(cursor: string): Position | null {
  try {
    const decoded: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (!Array.isArray(decoded) || decoded.length !== 2) return null
    const [value, id] = decoded as unknown[]
    if (typeof id !== 'string' || (typeof value === 'object' && value !== null)) return null
    return { value: value as Scalar, id }
  } catch {
    return null
  }
}
