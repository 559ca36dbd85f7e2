import { find, Query } from 'mingo'
import type { CollectionDeclaration } from '../cloud-json'
import { parsePipeline, runPipeline, type Stage } from './aggregate'
import { Collection, type Stored } from './collection'
import { withId } from './document'
import { type Document, encode, type Fields, type Value } from './ejson'
import { plan } from './plan'
import { DatabaseRefusal, failed, invalid } from './refusal'
import { checkCollectionName, Storage } from './storage'
import { applyUpdate, parseUpdate } from './update'

const defaultRows = 100
const mostRows = 1_000
const largestReplyBytes = 16 * 1024 * 1024
/** A bulk import is cut into commits of this many documents, so that requests in between are served. */
const importBatch = 500

export interface FindRequest {
  readonly query: Fields
  readonly order?: Fields
  readonly limit?: number
  readonly offset?: number
  readonly projection?: Fields
}

export interface ModifyRequest {
  readonly query: Fields
  readonly data: Fields
  readonly isMulti: boolean
  /** The data is a whole document, to be made when it is not there. */
  readonly isReplacement: boolean
}

function orderOf(order: Fields | undefined): [string, number][] {
  return Object.entries(order ?? {}).map(([field, sign]) => {
    if (sign !== 1 && sign !== -1) throw invalid(`order by ${field} is neither 1 nor -1`)
    return [field, sign]
  })
}

function whole(value: Value | undefined, name: string, fallback: number): number {
  if (value === undefined || value === null) return fallback
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw invalid(`${name} is not a whole number`)
  return value
}

function compile(query: Fields): Query<Fields> {
  try {
    const compiled = new Query<Fields>(query, { scriptEnabled: false })
    // Some operators look at their operand only when they meet a document.
    compiled.test({})
    return compiled
  } catch (error) {
    throw invalid(`query: ${(error as Error).message}`)
  }
}

/** What the query library throws while it works is the database's refusal, not a fault of this process. */
function refusing<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof DatabaseRefusal ? error : failed((error as Error).message)
  }
}

function checkReply(texts: readonly string[]): string[] {
  let bytes = 0
  for (const text of texts) bytes += Buffer.byteLength(text)
  if (bytes > largestReplyBytes) throw failed('the reply is larger than 16 MB')
  return [...texts]
}

/** The document database of one environment. Replies are lists of extended JSON texts, as on the wire. */
export class Database {
  private readonly storage: Storage
  private collections = new Map<string, Collection>()

  constructor(
    path: string,
    private readonly nowMs: () => number,
  ) {
    this.storage = new Storage(path)
  }

  /** Takes what is declared now and brings the indexes of the collections that exist in line with it. */
  async declare(declarations: readonly CollectionDeclaration[]): Promise<void> {
    const declared = new Map(declarations.map((one) => [one.name, new Collection(one, this.storage)]))
    for (const collection of declared.values())
      if (this.isMade(collection.name)) await this.storage.write(() => collection.buildIndexes())
    this.collections = declared
  }

  private isMade(name: string): boolean {
    return this.storage.note(['made', name]) !== undefined
  }

  private collection(name: unknown): Collection {
    const collection = this.collections.get(checkCollectionName(name))
    if (!collection || !this.isMade(collection.name))
      throw new DatabaseRefusal('DATABASE_COLLECTION_NOT_EXIST', `[ResourceNotFound] Db or Table not exist: ${name}`)
    return collection
  }

  async addCollection(name: unknown): Promise<void> {
    const collection = this.collections.get(checkCollectionName(name))
    if (!collection) throw invalid(`collection ${name} is not declared in cloud.json`)
    await this.storage.write(() => {
      if (this.isMade(collection.name)) throw failed(`[ResourceExist] Table exist: ${name}`)
      collection.buildIndexes()
      this.storage.putNote(['made', collection.name], new Date(this.nowMs()).toISOString())
    })
  }

  list(): { name: string; count: number }[] {
    const made = [...this.collections.values()].filter((collection) => this.isMade(collection.name))
    return made.map((collection) => ({ name: collection.name, count: collection.count() }))
  }

  async insert(name: unknown, list: readonly Fields[]): Promise<(string | number)[]> {
    if (list.length === 0) throw invalid('nothing to insert')
    const documents = list.map(withId)
    const isTwice = new Set(documents.map(({ _id }) => _id)).size !== documents.length
    if (isTwice) throw failed('E11000 duplicate key error: two documents with one _id')
    await this.storage.write(() => {
      const collection = this.collection(name)
      for (const { _id } of documents) collection.checkAbsent(_id)
      collection.apply(documents.map((after) => ({ before: undefined, after })))
    })
    return documents.map(({ _id }) => _id)
  }

  /** Makes the collection when it is not there, then inserts in commits of a few hundred documents. */
  async importDocuments(name: string, list: readonly Fields[]): Promise<void> {
    const collection = this.collections.get(name)
    if (collection && !this.isMade(name)) await this.addCollection(name)
    for (let at = 0; at < list.length; at += importBatch) await this.insert(name, list.slice(at, at + importBatch))
  }

  /** One document as stored. */
  get(name: unknown, id: string | number): string | undefined {
    return this.collection(name).text(id)
  }

  find(name: unknown, { query, order, limit, offset, projection }: FindRequest): string[] {
    const collection = this.collection(name)
    const rows = Math.min(whole(limit, 'limit', defaultRows), mostRows)
    const skip = whole(offset, 'offset', 0)
    const hasProjection = projection !== undefined && Object.keys(projection).length > 0
    const only = Object.keys(query).length === 1 && (typeof query._id === 'string' ? query._id : undefined)
    if (typeof only === 'string' && !hasProjection && skip === 0 && rows > 0) {
      const text = collection.text(only)
      return text === undefined ? [] : [text]
    }
    const found = refusing(() => this.select(collection, query, orderOf(order), skip, rows))
    if (!hasProjection) return checkReply(found.map(({ text }) => text))
    const documents = found.map(({ document }) => document)
    return checkReply(refusing(() => find<Fields>(documents, {}, projection).all()).map(encode))
  }

  private select(
    collection: Collection,
    query: Fields,
    order: [string, number][],
    skip: number,
    rows: number,
  ): Stored[] {
    const access = plan(query, order, collection.indexes())
    const test = compile(query)
    const found: Stored[] = []
    const enough = access.isOrdered ? skip + rows : Number.POSITIVE_INFINITY
    for (const stored of collection.candidates(access)) {
      if (found.length >= enough) break
      if (test.test(stored.document)) found.push(stored)
    }
    if (access.isOrdered) return found.slice(skip)
    const documents = found.map(({ document }) => document)
    const sorted = find<Document>(documents, {}).sort(Object.fromEntries(order)).skip(skip).limit(rows).all()
    return sorted.map((document) => ({ document, text: encode(document) }))
  }

  private *matches(collection: Collection, query: Fields): Iterable<Document> {
    const access = plan(query, [], collection.indexes())
    const test = compile(query)
    for (const { document } of collection.candidates(access)) if (test.test(document)) yield document
  }

  count(name: unknown, query: Fields): number {
    const collection = this.collection(name)
    if (Object.keys(query).length === 0) return collection.count()
    return refusing(() => {
      let total = 0
      for (const _ of this.matches(collection, query)) total++
      return total
    })
  }

  aggregate(name: unknown, stages: readonly Stage[]): string[] {
    const collection = this.collection(name)
    const { match, rest } = parsePipeline(stages)
    const read = (other: string) => [...this.matches(this.collection(other), {})]
    return checkReply(refusing(() => runPipeline(this.matches(collection, match), rest, read)).map(encode))
  }

  /** Finds and changes in one step that nothing comes between: this is what conditional updates stand on. */
  modify(name: unknown, request: ModifyRequest): Promise<{ updated: number; upsertId?: string | number }> {
    compile(request.query)
    return request.isReplacement ? this.replace(name, request) : this.update(name, request)
  }

  private async update(name: unknown, { query, data, isMulti }: ModifyRequest): Promise<{ updated: number }> {
    const update = parseUpdate(data)
    return this.storage.write(() => {
      const collection = this.collection(name)
      const before: Document[] = []
      for (const document of this.matches(collection, query)) {
        before.push(document)
        if (!isMulti) break
      }
      const changes = before
        .map((document) => ({ before: document, after: applyUpdate(structuredClone(document), update) }))
        .filter((change) => encode(change.before) !== encode(change.after))
      collection.apply(changes)
      return { updated: changes.length }
    })
  }

  private async replace(name: unknown, { query, data }: ModifyRequest) {
    const _id = query._id ?? null
    if (data._id !== undefined && data._id !== _id) throw failed("the (immutable) field '_id' was found to be altered")
    const after = withId({ _id, ...data })
    return this.storage.write(() => {
      const collection = this.collection(name)
      const before = collection.document(after._id)
      collection.apply([{ before, after }])
      return before ? { updated: 1 } : { updated: 0, upsertId: after._id }
    })
  }

  remove(name: unknown, query: Fields, isMulti: boolean): Promise<number> {
    compile(query)
    return this.storage.write(() => {
      const collection = this.collection(name)
      const gone: Document[] = []
      for (const document of this.matches(collection, query)) {
        gone.push(document)
        if (!isMulti) break
      }
      collection.apply(gone.map((before) => ({ before, after: undefined })))
      return gone.length
    })
  }

  /** Documents in the order of their ids, for looking through a collection page by page. */
  page(name: string, after: string | undefined, limit: number, query: Fields): string[] {
    const beyond = after === undefined ? query : { $and: [query, { _id: { $gt: after } }] }
    return this.find(name, { query: beyond, order: { _id: 1 }, limit })
  }

  close(): Promise<void> {
    return this.storage.close()
  }
}
