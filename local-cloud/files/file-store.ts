import { randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { diskNameOf, type FileOnDisk, hashOf, headerOf, readStoredFiles, type StoredFile } from './stored-file'

const incoming = '.incoming-'

/** A user may replace what that user put there, and nothing else. */
export class NotTheOwner extends Error {}

/** From the first byte to the last one, both included. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

/** The files of a data folder, each one file on disk. What is known of them is kept in memory. */
export class FileStore {
  private readonly files: Map<string, FileOnDisk>
  private isClosed = false

  constructor(private readonly dir: string) {
    mkdirSync(dir, { recursive: true })
    // An upload that was cut off by the end of its process was never answered.
    for (const name of readdirSync(dir)) if (name.startsWith(incoming)) rmSync(path.join(dir, name))
    this.files = new Map(readStoredFiles(dir).map((file) => [file.path, file]))
  }

  get(cloudPath: string): StoredFile | undefined {
    return this.files.get(cloudPath)
  }

  /** Sorted by path, from behind `after`. */
  list(after: string, limit: number): StoredFile[] {
    const paths = [...this.files.keys()].filter((cloudPath) => cloudPath > after).sort()
    return paths.slice(0, limit).map((cloudPath) => this.files.get(cloudPath) as StoredFile)
  }

  /**
   * Stores a file, or replaces the one of that path, whole or not at all, and answers once it is on disk. With an
   * openid it does so for that user's phone, without for a function or the console.
   */
  async put(cloudPath: string, content: Buffer, { openid, nowMs }: { openid?: string; nowMs: number }): Promise<void> {
    const file = {
      path: cloudPath,
      bytes: content.length,
      hash: hashOf(content),
      openid: openid ?? null,
      storedAtMs: nowMs,
    }
    const header = headerOf(file)
    const draft = path.join(this.dir, `${incoming}${randomUUID()}`)
    try {
      await writeFile(draft, Buffer.concat([header, content]), { flag: 'wx', flush: true })
      this.commit(draft, { ...file, headerBytes: header.length })
    } finally {
      await rm(draft, { force: true })
    }
  }

  /** Nothing is awaited in here: of two uploads to one path, the later one is on disk and in memory. */
  private commit(draft: string, file: FileOnDisk): void {
    if (this.isClosed) throw new Error('local-cloud is closing')
    const before = this.files.get(file.path)
    if (before && file.openid !== null && before.openid !== file.openid) throw new NotTheOwner()
    renameSync(draft, this.diskPath(file.path))
    this.files.set(file.path, file)
  }

  private diskPath(cloudPath: string): string {
    return path.join(this.dir, diskNameOf(cloudPath))
  }

  /** A file is small enough to be read at once, and so never while it is being replaced. */
  read({ path: cloudPath }: StoredFile, { from, to }: ByteRange): Buffer {
    const { headerBytes } = this.files.get(cloudPath) as FileOnDisk
    const buffer = Buffer.alloc(to - from + 1)
    const handle = openSync(this.diskPath(cloudPath), 'r')
    try {
      return buffer.subarray(0, readSync(handle, buffer, { position: headerBytes + from }))
    } finally {
      closeSync(handle)
    }
  }

  /** Answers whether there was such a file. */
  remove(cloudPath: string): boolean {
    if (!this.files.delete(cloudPath)) return false
    rmSync(this.diskPath(cloudPath), { force: true })
    return true
  }

  close(): void {
    this.isClosed = true
  }
}
