import type { CollectionDeclaration, IndexDeclaration } from '../cloud-json'
import { storableText } from './document'
import { type Document, decodeStored } from './ejson'
import { type KeyPart, keysOf } from './index-keys'
import type { Access, Bound, PlannedIndex } from './plan'
import { DatabaseRefusal } from './refusal'
import { type KeyRange, last, type Storage, type StoredKey } from './storage'

/** A document as it stands, with the text it is stored as: whoever answers with all of it need not write it again. */
export interface Stored {
  readonly document: Document
  readonly text: string
}

/** One document before and after a write. Without `before` it is new, without `after` it goes. */
export interface Change {
  readonly before: Document | undefined
  readonly after: Document | undefined
}

function duplicate(collection: string, index: string, key: unknown): DatabaseRefusal {
  const text = `E11000 duplicate key error collection: ${collection} index: ${index} dup key: ${JSON.stringify(key)}`
  return new DatabaseRefusal('DATABASE_REQUEST_FAILED', `[FailedOperation.MultipleWriteErrors] ${text}`)
}

function keyRange(prefix: StoredKey, lower: Bound | undefined, upper: Bound | undefined, reverse: boolean): KeyRange {
  const low = lower ? [...prefix, lower.value, ...(lower.isInclusive ? [] : [last])] : prefix
  const high = upper ? [...prefix, upper.value, ...(upper.isInclusive ? [last] : [])] : [...prefix, last]
  return reverse ? { start: high, end: low, reverse } : { start: low, end: high }
}

/** The documents of one collection and the entries of its indexes, which change together. */
export class Collection {
  readonly name: string
  private readonly declared: readonly IndexDeclaration[]
  private readonly multikey: Set<string>

  constructor(
    declaration: CollectionDeclaration,
    private readonly storage: Storage,
  ) {
    this.name = declaration.name
    this.declared = declaration.indexes
    this.multikey = new Set(storage.noteKeys(['multikey', this.name]).map((key) => String(key[2])))
  }

  indexes(): PlannedIndex[] {
    return this.declared.map((index) => ({ ...index, isMultikey: this.multikey.has(index.name) }))
  }

  text(id: string | number): string | undefined {
    return this.storage.text([this.name, id])
  }

  document(id: string | number): Document | undefined {
    const text = this.text(id)
    return text === undefined ? undefined : decodeStored(text)
  }

  count(): number {
    return this.storage.countDocuments(this.name)
  }

  /** Every document that an access covers, each once. */
  *candidates(access: Access): Iterable<Stored> {
    if (access.index === 'documents') yield* this.byId(access)
    else yield* this.byIndex(access.index, access)
  }

  private *byId({ prefixes, lower, upper, isReverse }: Access): Iterable<Stored> {
    for (const [id] of prefixes) {
      if (id === undefined) {
        const range = keyRange([this.name], lower, upper, isReverse)
        for (const text of this.storage.texts(range)) yield { document: decodeStored(text), text }
        // A document's key is its id with nothing behind it, so the excluded end of a reversed range is the very
        // document an inclusive lower bound asks for.
        if (isReverse && lower?.isInclusive) yield* this.byIds([lower.value])
      } else yield* this.byIds([id])
    }
  }

  private *byIds(ids: Iterable<KeyPart>): Iterable<Stored> {
    for (const id of ids) {
      const text = typeof id === 'string' || typeof id === 'number' ? this.text(id) : undefined
      if (text !== undefined) yield { document: decodeStored(text), text }
    }
  }

  private *byIndex(index: PlannedIndex, { prefixes, lower, upper, isReverse }: Access): Iterable<Stored> {
    const seen = new Set<KeyPart>()
    for (const prefix of prefixes) {
      const range = keyRange([this.name, index.name, ...prefix], lower, upper, isReverse)
      for (const key of this.storage.entryKeys(range)) {
        const id = key[key.length - 1] as KeyPart
        if (index.isMultikey || prefixes.length > 1) {
          if (seen.has(id)) continue
          seen.add(id)
        }
        yield* this.byIds([id])
      }
    }
  }

  /** Writes all changes or, when one of them is refused, none. Only inside `storage.write`. */
  apply(changes: readonly Change[]): void {
    const texts = changes.map(({ after }) => after && storableText(after))
    const moves = this.declared.map((index) => ({ index, ...this.keyMoves(index, changes) }))
    for (const { index, added, removed } of moves) if (index.unique) this.checkUnique(index, added, removed)
    for (const { index, added, removed, isMultikey } of moves) {
      for (const key of removed) this.storage.removeEntry([this.name, index.name, ...key])
      for (const key of added) this.storage.putEntry([this.name, index.name, ...key])
      if (isMultikey) this.markMultikey(index)
    }
    changes.forEach(({ before, after }, at) => {
      const id = (after ?? before)?._id as string | number
      const text = texts[at]
      if (text === undefined) this.storage.removeText([this.name, id])
      else this.storage.putText([this.name, id], text)
    })
  }

  private keyMoves(index: IndexDeclaration, changes: readonly Change[]) {
    const added: KeyPart[][] = []
    const removed: KeyPart[][] = []
    let isMultikey = false
    for (const { before, after } of changes) {
      const old = before ? keysOf(before, index).keys : []
      const next = after ? keysOf(after, index) : { keys: [], isMultikey: false }
      isMultikey ||= next.isMultikey
      const oldTexts = new Set(old.map((key) => JSON.stringify(key)))
      const nextTexts = new Set(next.keys.map((key) => JSON.stringify(key)))
      const id = (after ?? before)?._id as string | number
      for (const key of old) if (!nextTexts.has(JSON.stringify(key))) removed.push([...key, id])
      for (const key of next.keys) if (!oldTexts.has(JSON.stringify(key))) added.push([...key, id])
    }
    return { added, removed, isMultikey }
  }

  private checkUnique(index: IndexDeclaration, added: KeyPart[][], removed: KeyPart[][]): void {
    const leaving = new Set(removed.map((key) => JSON.stringify(key)))
    const claimed = new Set<string>()
    for (const entry of added) {
      const key = entry.slice(0, -1)
      if (claimed.has(JSON.stringify(key))) throw duplicate(this.name, index.name, key)
      claimed.add(JSON.stringify(key))
      for (const holder of this.storage.entryKeys(
        keyRange([this.name, index.name, ...key], undefined, undefined, false),
      ))
        if (!leaving.has(JSON.stringify(holder.slice(2)))) throw duplicate(this.name, index.name, key)
    }
  }

  private markMultikey(index: IndexDeclaration): void {
    if (this.multikey.has(index.name)) return
    this.storage.putNote(['multikey', this.name, index.name], '')
    this.multikey.add(index.name)
  }

  /** A new document may not replace one that is there. */
  checkAbsent(id: string | number): void {
    if (this.text(id) !== undefined) throw duplicate(this.name, '_id_', { _id: id })
  }

  /** Brings the stored entries in line with what is declared now. Only inside `storage.write`. */
  buildIndexes(): void {
    const built = new Map(
      this.storage.noteKeys(['index', this.name]).map((key) => [String(key[2]), this.storage.note(key)]),
    )
    for (const index of this.declared) {
      if (built.get(index.name) !== indexText(index)) this.buildIndex(index)
      built.delete(index.name)
    }
    for (const name of built.keys()) this.dropIndex(name)
  }

  private buildIndex(index: IndexDeclaration): void {
    const changes: Change[] = []
    for (const text of this.storage.texts(keyRange([this.name], undefined, undefined, false)))
      changes.push({ before: undefined, after: decodeStored(text) })
    const { added, isMultikey } = this.keyMoves(index, changes)
    if (index.unique) checkDistinct(this.name, index, added)
    this.dropIndex(index.name)
    for (const key of added) this.storage.putEntry([this.name, index.name, ...key])
    if (isMultikey) this.markMultikey(index)
    this.storage.putNote(['index', this.name, index.name], indexText(index))
  }

  private dropIndex(name: string): void {
    const range = keyRange([this.name, name], undefined, undefined, false)
    for (const key of [...this.storage.entryKeys(range)]) this.storage.removeEntry(key)
    this.storage.removeNote(['index', this.name, name])
    this.storage.removeNote(['multikey', this.name, name])
    this.multikey.delete(name)
  }
}

/** What an index was built from. Another number means keys of another form, and the index is built anew. */
function indexText({ fields, unique }: IndexDeclaration): string {
  return JSON.stringify({ fields, unique, keyForm: 2 })
}

function checkDistinct(collection: string, index: IndexDeclaration, entries: readonly KeyPart[][]): void {
  const seen = new Set<string>()
  for (const entry of entries) {
    const key = JSON.stringify(entry.slice(0, -1))
    if (seen.has(key)) throw duplicate(collection, index.name, entry.slice(0, -1))
    seen.add(key)
  }
}
