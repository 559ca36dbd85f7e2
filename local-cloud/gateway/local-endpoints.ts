import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../clock'
import type { Database } from '../database/database'
import { decodeFields, type Fields } from '../database/ejson'
import type { Functions } from '../functions/functions'
import { isOpenid } from '../functions/sessions'
import type { PhoneBook } from '../openapi/phone-book'
import type { Timers } from '../timers/timers'
import type { Faults } from './faults'
import { isJson, limitOf, parseJson, readBody, refuse, sendJson } from './http'

const largestBodyBytes = 17 * 1024 * 1024
const longestClockJumpMs = 100 * 366 * 86_400_000

export interface LocalParts {
  readonly database: Database
  readonly functions: Functions
  readonly clock: Clock
  readonly timers: Timers
  readonly faults: Faults
  readonly phoneBook: PhoneBook
}

interface LocalRequest {
  readonly method: string
  readonly path: readonly string[]
  readonly query: URLSearchParams
  body(): Promise<Record<string, unknown>>
}

type Route = (parts: LocalParts, request: LocalRequest) => unknown | Promise<unknown>

function filterOf(query: URLSearchParams, nowMs: number): Fields {
  return decodeFields(query.get('query') || '{}', 'query', nowMs)
}

const collections: Route = async ({ database, clock }, { method, path, query, body }) => {
  const [name, id] = path
  if (name === undefined) return { items: database.list() }
  if (id === undefined) {
    const limit = limitOf(query, 20)
    const filter = filterOf(query, clock.nowMs())
    const texts = database.page(name, query.get('after') ?? undefined, limit + 1, filter)
    const items = texts.slice(0, limit).map((text) => JSON.parse(text) as { _id: string | number })
    return { items, next: texts.length > limit ? (items.at(-1)?._id ?? null) : null }
  }
  if (method === 'PUT') {
    const data = decodeFields(JSON.stringify(await body()), 'the document', clock.nowMs())
    if (data._id !== undefined && data._id !== id)
      throw refuse(400, 'INVALID_PARAM', '_id is not the one in the address')
    await database.modify(name, { query: { _id: id }, data, isMulti: false, isReplacement: true })
    return { _id: id }
  }
  if (method === 'DELETE') return { deleted: await database.remove(name, { _id: id }, false) }
  const text = database.get(name, id)
  if (text === undefined) throw refuse(404, 'NO_SUCH_DOCUMENT', `${name} has no document "${id}"`)
  return JSON.parse(text)
}

const clock: Route = async ({ clock }, { method, body }) => {
  if (method === 'DELETE') clock.returnToReal()
  if (method === 'POST') {
    const { now, advanceMs } = await body()
    const isJump = typeof advanceMs === 'number' && Math.abs(advanceMs) <= longestClockJumpMs
    const atMs = typeof now === 'string' ? Date.parse(now) : Number.NaN
    if (!isJump && Number.isNaN(atMs))
      throw refuse(400, 'INVALID_PARAM', 'give {"now": "2026-12-31T23:59:58+08:00"} or {"advanceMs": number}')
    if (!Number.isNaN(atMs)) clock.stopAt(atMs)
    if (isJump) clock.advance(advanceMs)
  }
  return clock.state()
}

const timers: Route = ({ timers }, { method, path }) => {
  if (method !== 'POST') return { items: timers.list() }
  return timers.fire(path[0] ?? '')
}

const faults: Route = async ({ faults }, { method, body }) => {
  if (method === 'POST') {
    try {
      faults.set(await body())
    } catch (error) {
      throw error instanceof RangeError ? refuse(400, 'INVALID_PARAM', error.message) : error
    }
  }
  return faults.state()
}

/** What a tap on WeChat's phone button gives a page: a code that only a function can turn into the number. */
const phones: Route = async ({ phoneBook, clock }, { body }) => {
  const { openid, phoneNumber } = await body()
  if (typeof phoneNumber !== 'string' || !/^1\d{10}$/.test(phoneNumber))
    throw refuse(
      400,
      'INVALID_PARAM',
      'phoneNumber is not the number of a mobile phone in China: 11 digits, the first a 1',
    )
  if (openid !== undefined && !(typeof openid === 'string' && isOpenid(openid)))
    throw refuse(400, 'INVALID_OPENID', 'openid is not an openid')
  return { code: phoneBook.issue(phoneNumber, { openid, nowMs: clock.nowMs() }) }
}

const functionList: Route = ({ functions }) => ({
  items: functions.list().map(({ name, timeoutSeconds, httpPath, triggers, openapi }) => ({
    name,
    timeoutSeconds,
    httpPath,
    triggers,
    openapi,
  })),
})

const log: Route = ({ functions }, { query }) => ({
  items: functions.log.after(query.has('after') ? Number(query.get('after')) : undefined, limitOf(query, 500)),
})

const routes: Record<string, { methods: readonly string[]; route: Route }> = {
  collections: { methods: ['GET', 'PUT', 'DELETE'], route: collections },
  clock: { methods: ['GET', 'POST', 'DELETE'], route: clock },
  timers: { methods: ['GET', 'POST'], route: timers },
  faults: { methods: ['GET', 'POST'], route: faults },
  phones: { methods: ['POST'], route: phones },
  functions: { methods: ['GET'], route: functionList },
  log: { methods: ['GET'], route: log },
  // Filled by the issue that first sends a message through the platform.
  outbox: { methods: ['GET'], route: () => ({ items: [] }) },
}

async function objectBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const bytes = await readBody(request, largestBodyBytes)
  if (bytes.length === 0) return {}
  if (!isJson(request)) throw refuse(415, 'NOT_JSON', 'the content-type must be application/json')
  const value = parseJson(bytes)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refuse(400, 'INVALID_PARAM', 'the body is not an object')
  return value as Record<string, unknown>
}

/** `/_local/...`: what an operator does in the cloud console, and what only a laptop can do. */
export async function serveLocal(parts: LocalParts, url: URL, request: IncomingMessage, response: ServerResponse) {
  const [area, ...path] = url.pathname.slice('/_local/'.length).split('/').map(decodeURIComponent)
  const found = Object.hasOwn(routes, area ?? '') ? routes[area ?? ''] : undefined
  const method = request.method ?? ''
  if (!found) throw refuse(404, 'NOT_FOUND', `there is no /_local/${area}`)
  if (!found.methods.includes(method)) throw refuse(405, 'METHOD_NOT_ALLOWED', `use ${found.methods.join(', ')}`)
  const answer = await found.route(parts, { method, path, query: url.searchParams, body: () => objectBody(request) })
  sendJson(response, 200, JSON.stringify(answer))
}
