import type { IndexDeclaration } from '../cloud-json'
import { longestKeyBytes } from './document'
import { encode, type Fields, isDate, isFields, type Value } from './ejson'
import { failed } from './refusal'

/** What index keys are made of: lmdb orders numbers before strings, and strings by their bytes. */
export type KeyPart = number | string

export interface DocumentKeys {
  readonly keys: KeyPart[][]
  /** An array was met: one document then has several keys, and a range over two bounds may not be narrowed by both. */
  readonly isMultikey: boolean
}

/** The key of an empty array, which is not the key of a missing field. */
const emptyArray = '\ufffdempty'

/**
 * A value as a part of a key, in MongoDB's order of types: null, numbers, strings, objects, booleans, dates. lmdb's own
 * null sorts wrongly behind other parts, so null is the lowest number. Values that share a key by accident (a text that
 * imitates a mark) only cost a look at a document too many.
 */
export function keyPart(value: Value | undefined): KeyPart {
  if (value === undefined || value === null) return Number.NEGATIVE_INFINITY
  if (typeof value === 'number') return Number.isFinite(value) ? value || 0 : `\ufffdnumber ${value}`
  // lmdb separates the parts by NUL.
  if (typeof value === 'string') return value.replaceAll('\0', '\u0001\u0001')
  if (typeof value === 'boolean') return `\ufffe${value}`
  if (isDate(value)) return `\uffff${value.toISOString()}`
  return `\ufffd${encode(value)}`
}

const missing = keyPart(null)

function leaves(value: Value | undefined): { parts: KeyPart[]; isMultikey: boolean } {
  if (!Array.isArray(value)) return { parts: [keyPart(value)], isMultikey: false }
  return { parts: value.length === 0 ? [emptyArray] : value.map(keyPart), isMultikey: true }
}

function partsAt(value: Value | undefined, path: readonly string[]): { parts: KeyPart[]; isMultikey: boolean } {
  const [head, ...rest] = path
  if (head === undefined) return leaves(value)
  if (isFields(value)) return partsAt(Object.hasOwn(value, head) ? value[head] : undefined, rest)
  if (!Array.isArray(value)) return { parts: [missing], isMultikey: false }
  const branches = value.filter(isFields).map((item) => partsAt(item, path))
  if (/^\d+$/.test(head)) branches.push(partsAt(value[Number(head)], rest))
  return { parts: branches.length === 0 ? [missing] : branches.flatMap((branch) => branch.parts), isMultikey: true }
}

function bytes(key: readonly KeyPart[]): number {
  return key.reduce<number>((sum, part) => sum + (typeof part === 'string' ? Buffer.byteLength(part) : 9), 0)
}

/** All keys under which an index lists a document. */
export function keysOf(document: Fields, index: IndexDeclaration): DocumentKeys {
  const columns = index.fields.map((field) => partsAt(document, field.split('.')))
  if (columns.filter((column) => column.isMultikey).length > 1)
    throw failed(`cannot index parallel arrays: index ${index.name} on ${index.fields.join(', ')}`)
  let keys: KeyPart[][] = [[]]
  for (const column of columns) {
    const distinct = [...new Set(column.parts)]
    keys = keys.flatMap((key) => distinct.map((part) => [...key, part]))
  }
  const tooLong = keys.some((key) => bytes(key) > longestKeyBytes)
  if (tooLong) throw failed(`a key of index ${index.name} is longer than ${longestKeyBytes} bytes`)
  return { keys, isMultikey: columns.some((column) => column.isMultikey) }
}
