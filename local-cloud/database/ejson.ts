import { invalid } from './refusal'

export type Value = null | boolean | number | string | Date | RegExp | Value[] | { [key: string]: Value }
export type Fields = Record<string, Value>
export type Document = Fields & { _id: string | number }

/** Deeper values than the real database accepts would also exhaust the stack of the recursive walks here. */
const deepest = 100

type Raw = null | boolean | number | string | Raw[] | { [key: string]: Raw }

export function isFields(value: Value | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isDate(value) && !isRegExp(value)
}

export function isDate(value: unknown): value is Date {
  return value instanceof Date
}

function isRegExp(value: unknown): value is RegExp {
  return value instanceof RegExp
}

function date(operand: Raw | undefined): Date {
  const raw = typeof operand === 'object' && operand !== null && !Array.isArray(operand) ? operand.$numberLong : operand
  const result = new Date(typeof raw === 'string' && /^-?\d+$/.test(raw) ? Number(raw) : (raw as string | number))
  if (Number.isNaN(result.getTime())) throw invalid(`not a date: ${JSON.stringify(operand)}`)
  return result
}

function number(operand: Raw | undefined): number {
  const result = typeof operand === 'string' && operand !== '' ? Number(operand) : Number.NaN
  if (Number.isNaN(result) && operand !== 'NaN') throw invalid(`not a number: ${JSON.stringify(operand)}`)
  return result
}

function serverDate(operand: Raw | undefined, nowMs: number): Date {
  const offset = operand && typeof operand === 'object' && !Array.isArray(operand) ? convert(operand, nowMs, 1) : {}
  const offsetMs = isFields(offset) ? (offset.offset ?? 0) : 0
  if (typeof offsetMs !== 'number') throw invalid('serverDate takes {offset: milliseconds}')
  return new Date(nowMs + offsetMs)
}

function regExp(operand: Raw | undefined): RegExp {
  const { pattern, options } = (operand ?? {}) as { pattern?: unknown; options?: unknown }
  try {
    return new RegExp(String(pattern), String(options ?? ''))
  } catch (error) {
    throw invalid((error as Error).message)
  }
}

/** Values of one key that stand for something JSON has no word for. */
function unwrap(key: string, raw: Record<string, Raw>, nowMs: number): Value | undefined {
  switch (key) {
    case '$numberInt':
    case '$numberLong':
    case '$numberDouble':
      return number(raw[key])
    case '$date':
      return date(raw[key])
    case '$tcb_server_date':
      return serverDate(raw[key], nowMs)
    case '$regularExpression':
      return regExp(raw[key])
    case '$oid':
    case '$binary':
    case '$numberDecimal':
    case '$timestamp':
    case '$minKey':
    case '$maxKey':
    case '$symbol':
    case '$code':
    case '$dbPointer':
      throw invalid(`local-cloud stores JSON values and dates, not ${key}`)
    default:
      return undefined
  }
}

function convert(raw: Raw, nowMs: number, depth: number): Value {
  if (typeof raw !== 'object' || raw === null) return raw
  if (depth > deepest) throw invalid(`values may nest ${deepest} levels`)
  if (Array.isArray(raw)) {
    for (let at = 0; at < raw.length; at++) raw[at] = convert(raw[at] as Raw, nowMs, depth + 1) as Raw
    return raw as Value
  }
  const keys = Object.keys(raw)
  const only = keys.length === 1 ? keys[0] : undefined
  if (only?.startsWith('$')) {
    const value = unwrap(only, raw, nowMs)
    if (value !== undefined) return value
  }
  for (const key of keys) {
    if (key === '__proto__') throw invalid('"__proto__" is not a field name')
    const value = raw[key] as Raw
    if (typeof value === 'object' && value !== null) raw[key] = convert(value, nowMs, depth + 1) as Raw
  }
  return raw as Value
}

/** Extended JSON text, canonical or relaxed, to a value. `nowMs` is what `serverDate()` means in it. */
export function decode(text: string, nowMs: number): Value {
  let raw: Raw
  try {
    raw = JSON.parse(text) as Raw
  } catch {
    throw invalid('not JSON')
  }
  return convert(raw, nowMs, 0)
}

export function decodeFields(text: unknown, what: string, nowMs: number): Fields {
  const value = typeof text === 'string' ? decode(text, nowMs) : undefined
  if (!isFields(value)) throw invalid(`${what} is not an object in extended JSON`)
  return value
}

/** Text that was written by `encode`: only a text holding `{"$` can hold anything but plain JSON. */
export function decodeStored(text: string): Document {
  const raw = JSON.parse(text) as Raw
  return (text.includes('{"$') ? convert(raw, 0, 0) : raw) as Document
}

function needsWrapping(value: Value | undefined): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(needsWrapping)
  if (isDate(value) || isRegExp(value)) return true
  return Object.values(value).some(needsWrapping)
}

function wrap(value: Value): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return { $numberDouble: String(value) }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(wrap)
  if (isRegExp(value)) return { $regularExpression: { pattern: value.source, options: value.flags } }
  if (!isDate(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, wrap(item)]))
  const year = value.getUTCFullYear()
  return { $date: year >= 1970 && year <= 9999 ? value.toISOString() : { $numberLong: String(value.getTime()) } }
}

/** A value to relaxed extended JSON, the form the cloud replies in. */
export function encode(value: Value): string {
  return JSON.stringify(needsWrapping(value) ? wrap(value) : value)
}
