import type { Database } from '../database/database'
import { decode, decodeFields, type Fields } from '../database/ejson'
import { invalid } from '../database/refusal'

export type Body = Record<string, unknown>

/** One action of the wire: what it answers under `data`. */
interface WireAction {
  readonly isWrite: boolean
  run(database: Database, body: Body, nowMs: number): unknown | Promise<unknown>
}

function optionalFields(text: unknown, what: string, nowMs: number): Fields | undefined {
  return text === undefined || text === null || text === '' ? undefined : decodeFields(text, what, nowMs)
}

function list(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw invalid(`${what} is not a list`)
  return value
}

function optionalNumber(value: unknown, what: string): number | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number') throw invalid(`${what} is not a number`)
  return value
}

function queryOf(body: Body, nowMs: number): Fields {
  const query = optionalFields(body.query, 'query', nowMs) ?? {}
  if (body.queryType === 'DOC' && query._id === undefined) throw invalid('a DOC query names no _id')
  return query
}

function isMulti(body: Body): boolean {
  return body.queryType !== 'DOC' && body.multi !== false
}

function stage(raw: unknown, nowMs: number) {
  const { stageKey, stageValue } = (raw ?? {}) as Body
  if (typeof stageKey !== 'string' || typeof stageValue !== 'string') throw invalid('a stage lacks its key or value')
  return { key: stageKey, value: decode(stageValue, nowMs) }
}

async function modify(database: Database, body: Body, nowMs: number) {
  const isReplacement = body.merge === false
  if (isReplacement && body.queryType !== 'DOC') throw invalid('set() replaces one document, by id')
  if (!isReplacement && body.upsert === true) throw invalid('local-cloud takes upsert from set() only')
  const { updated, upsertId } = await database.modify(body.collectionName, {
    query: queryOf(body, nowMs),
    data: decodeFields(body.data, 'data', nowMs),
    isMulti: isMulti(body),
    isReplacement,
  })
  return upsertId === undefined ? { updated } : { updated, upsert_id: upsertId }
}

export const databaseActions: Record<string, WireAction> = {
  'database.insertDocument': {
    isWrite: true,
    run: async (database, body, nowMs) => {
      const documents = list(body.data, 'data').map((text) => decodeFields(text, 'a document', nowMs))
      return { insertedIds: await database.insert(body.collectionName, documents) }
    },
  },
  'database.getDocument': {
    isWrite: false,
    run: (database, body, nowMs) => ({
      list: database.find(body.collectionName, {
        query: queryOf(body, nowMs),
        order: optionalFields(body.order, 'order', nowMs),
        projection: optionalFields(body.projection, 'projection', nowMs),
        limit: optionalNumber(body.limit, 'limit'),
        offset: optionalNumber(body.offset, 'offset'),
      }),
    }),
  },
  'database.modifyDocument': { isWrite: true, run: modify },
  'database.removeDocument': {
    isWrite: true,
    run: async (database, body, nowMs) => ({
      deleted: await database.remove(body.collectionName, queryOf(body, nowMs), isMulti(body)),
    }),
  },
  'database.calculateDocument': {
    isWrite: false,
    run: (database, body, nowMs) => ({ total: database.count(body.collectionName, queryOf(body, nowMs)) }),
  },
  'database.aggregateDocuments': {
    isWrite: false,
    run: (database, body, nowMs) => ({
      list: database.aggregate(
        body.collectionName,
        list(body.stages, 'stages').map((raw) => stage(raw, nowMs)),
      ),
    }),
  },
  'database.addCollection': {
    isWrite: true,
    run: async (database, body) => {
      await database.addCollection(body.collectionName)
      return {}
    },
  },
}

const transactions =
  'local-cloud has no transactions: one conditional update of one document is the unit of change. ' +
  'Write where {_id, version}, and look at how many documents were updated.'

/** Why an action that the SDK can send is not served here. */
export function notServed(action: string): string {
  if (/transaction/i.test(action) || action === 'database.modifyAndReturnDoc') return transactions
  if (action.startsWith('storage.')) return `local-cloud has no ${action}: files are put, read and deleted`
  if (action.startsWith('functions.')) return 'local-cloud has no calls between functions yet'
  if (action.startsWith('wx.')) return `local-cloud has no ${action}: of WeChat's services only cloud.openapi`
  return `local-cloud does not know the action ${action}`
}
