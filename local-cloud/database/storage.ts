import { type Database, type Key, open, type RootDatabase } from 'lmdb'
import type { KeyPart } from './index-keys'
import { failed, invalid } from './refusal'

/** Sorts after every key part there is, so `[...prefix, last]` ends the range of a prefix. */
export const last = new Uint8Array([255])

export type StoredKey = (KeyPart | Uint8Array)[]
export type KeyRange = { start: StoredKey; end: StoredKey; reverse?: boolean }

/**
 * A checksum of a document's text (FNV-1a over its UTF-16 units). A single changed character always changes it, so a
 * file damaged on disk shows instead of being served as data.
 */
export function checksum(text: string): string {
  const { imul } = Math
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/**
 * Texts and index entries in one lmdb file. Readers see the last commit; writers run one after the other, each seeing
 * what those before it wrote, and share commits. A write is acknowledged when its commit is on disk.
 */
export class Storage {
  private readonly root: RootDatabase<string, Key>
  private readonly documents: Database<string, Key[]>
  private readonly entries: Database<null, Key[]>
  private readonly notes: Database<string, Key[]>
  private isClosed = false

  constructor(path: string) {
    // What is mapped counts as our memory. One mapping of a fixed size is kept once, where a growing one is kept twice,
    // and documents of about 1 KB fill pages of this size better than the usual 4 KB.
    this.root = open<string, Key>({ path, maxDbs: 4, encoding: 'string', mapSize: 2 ** 30, pageSize: 8192 })
    this.documents = this.root.openDB({ name: 'documents', encoding: 'string' })
    this.entries = this.root.openDB({ name: 'entries', encoding: 'ordered-binary' })
    this.notes = this.root.openDB({ name: 'notes', encoding: 'string' })
  }

  /**
   * Runs `work` alone and answers once what it wrote is on disk. lmdb keeps what was written before an exception, so
   * `work` makes every check before its first write; the exception itself is handed back as the refusal it is.
   */
  async write<T>(work: () => T): Promise<T> {
    this.checkOpen()
    const outcome = await this.root.transaction((): { result: T } | { error: unknown } => {
      try {
        return { result: work() }
      } catch (error) {
        return { error }
      }
    })
    if ('error' in outcome) throw outcome.error
    return outcome.result
  }

  text(key: StoredKey): string | undefined {
    this.checkOpen()
    return this.documents.get(key)?.slice(8)
  }

  *texts(range: KeyRange): Iterable<string> {
    for (const { value } of this.documents.getRange(range)) yield value.slice(8)
  }

  countDocuments(collection: string): number {
    return this.documents.getKeysCount({ start: [collection], end: [collection, last] })
  }

  putText(key: StoredKey, text: string): void {
    this.documents.put(key, checksum(text) + text)
  }

  removeText(key: StoredKey): void {
    this.documents.remove(key)
  }

  entryKeys(range: KeyRange): Iterable<StoredKey> {
    return this.entries.getKeys(range) as Iterable<StoredKey>
  }

  putEntry(key: StoredKey): void {
    this.entries.put(key, null)
  }

  removeEntry(key: StoredKey): void {
    this.entries.remove(key)
  }

  note(key: string[]): string | undefined {
    this.checkOpen()
    return this.notes.get(key)
  }

  noteKeys(prefix: string[]): string[][] {
    return [...this.notes.getKeys({ start: prefix, end: [...prefix, last] })] as string[][]
  }

  putNote(key: string[], text: string): void {
    this.notes.put(key, text)
  }

  removeNote(key: string[]): void {
    this.notes.remove(key)
  }

  /** A request that was on its way when local-cloud closed must not reach the unmapped file. */
  private checkOpen(): void {
    if (this.isClosed) throw failed('local-cloud is closing')
  }

  async close(): Promise<void> {
    this.isClosed = true
    await this.root.flushed
    await this.root.close()
  }
}

export function checkCollectionName(name: unknown): string {
  if (typeof name !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(name)) throw invalid('collectionName is not a name')
  return name
}
