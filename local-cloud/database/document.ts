import { randomBytes } from 'node:crypto'
import { type Document, encode, type Fields, isFields, type Value } from './ejson'
import { invalid } from './refusal'

/** The longest key of any kind that the real database indexes. */
export const longestKeyBytes = 1024
const largestDocumentBytes = 16 * 1024 * 1024

function checkId(id: Value | undefined): string | number {
  if (typeof id === 'number' && Number.isFinite(id)) return id
  if (typeof id !== 'string') throw invalid('_id is neither a string nor a number')
  if (id === '' || id.includes('\0')) throw invalid('_id is empty or holds a NUL')
  if (Buffer.byteLength(id) > longestKeyBytes) throw invalid(`_id is longer than ${longestKeyBytes} bytes`)
  return id
}

function checkStorable(value: Value | undefined, path: string): void {
  if (value instanceof RegExp) throw invalid(`a regular expression cannot be stored (${path})`)
  if (value === undefined) throw invalid(`undefined cannot be stored (${path})`)
  if (Array.isArray(value)) {
    for (const item of value) checkStorable(item, path)
    return
  }
  if (!isFields(value)) return
  for (const key of Object.keys(value)) {
    if (key.startsWith('$')) throw invalid(`a stored field name may not start with $ (${path}${key})`)
    if (key.includes('\0') || key === '__proto__') throw invalid(`"${key}" is not a field name`)
    checkStorable(value[key], `${path}${key}.`)
  }
}

/** The text to store for a document, after everything that could be wrong with it was looked at. */
export function storableText(document: Fields): string {
  checkId(document._id)
  checkStorable(document, '')
  const text = encode(document)
  if (text.length * 3 > largestDocumentBytes && Buffer.byteLength(text) > largestDocumentBytes)
    throw invalid('a document may have 16 MB')
  return text
}

export function withId(fields: Fields): Document {
  if (fields._id === undefined) return { _id: randomBytes(16).toString('hex'), ...fields }
  checkId(fields._id)
  return fields as Document
}
