import type { IndexDeclaration } from '../cloud-json'
import { longestKeyBytes } from './document'
import { encode, type Fields, isDate, isFields, type Value } from './ejson'
import { failed } from './refusal'

/** What lmdb orders by itself. Anything else becomes a string behind a control character. */
export type KeyPart = null | boolean | number | string

export interface DocumentKeys {
  readonly keys: KeyPart[][]
  /** An array was met: one document then has several keys, and a range over two bounds may not be narrowed by both. */
  readonly isMultikey: boolean
}

/** The key of an empty array, which is not the key of a missing field. */
const emptyArray = '\u0001empty'

/** lmdb separates key parts by NUL, so a NUL inside a string becomes two marks; a lookup compares the documents anyway. */
export function keyPart(value: Value | undefined): KeyPart {
  if (value === undefined || value === null) return null
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isNaN(value) ? '\u0001NaN' : value === 0 ? 0 : value
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\u0001\u0001') : value
  if (isDate(value)) return `\u0001date:${value.getTime()}`
  return `\u0001json:${encode(value)}`
}

function leaves(value: Value | undefined): { parts: KeyPart[]; isMultikey: boolean } {
  if (!Array.isArray(value)) return { parts: [keyPart(value)], isMultikey: false }
  return { parts: value.length === 0 ? [emptyArray] : value.map(keyPart), isMultikey: true }
}

function partsAt(value: Value | undefined, path: readonly string[]): { parts: KeyPart[]; isMultikey: boolean } {
  const [head, ...rest] = path
  if (head === undefined) return leaves(value)
  if (isFields(value)) return partsAt(Object.hasOwn(value, head) ? value[head] : undefined, rest)
  if (!Array.isArray(value)) return { parts: [null], isMultikey: false }
  const branches = value.filter(isFields).map((item) => partsAt(item, path))
  if (/^\d+$/.test(head)) branches.push(partsAt(value[Number(head)], rest))
  return { parts: branches.length === 0 ? [null] : branches.flatMap((branch) => branch.parts), isMultikey: true }
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
