import { createHash } from 'node:crypto'
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import path from 'node:path'
import { isCloudPath } from './cloud-path'

/** What is known of a file beside its content. */
export interface StoredFile {
  readonly path: string
  readonly bytes: number
  /** SHA-256 of the content, in hex. */
  readonly hash: string
  /** The user whose phone put it there; null when a function or the console did. */
  readonly openid: string | null
  readonly storedAtMs: number
}

/** Where the content begins in the file on disk: behind one line that holds the rest of what is known. */
export interface FileOnDisk extends StoredFile {
  readonly headerBytes: number
}

/** Longer than any header: a path has at most 850 characters, an openid 64. */
const mostHeaderBytes = 4096

export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/**
 * The name on disk. It is made from the path, not from its parts: on some systems two paths of different case are one
 * file, a name may be a device, and a folder cannot have the name of a file.
 */
export function diskNameOf(cloudPath: string): string {
  return hashOf(cloudPath)
}

export function headerOf(file: StoredFile): Buffer {
  return Buffer.from(`${JSON.stringify(file)}\n`)
}

function firstBytes(file: string): Buffer {
  const handle = openSync(file, 'r')
  try {
    const buffer = Buffer.alloc(mostHeaderBytes)
    return buffer.subarray(0, readSync(handle, buffer))
  } finally {
    closeSync(handle)
  }
}

function parseHeader(line: string): StoredFile | undefined {
  try {
    return JSON.parse(line) as StoredFile
  } catch {
    return undefined
  }
}

function readOnDisk(dir: string, name: string): FileOnDisk {
  const file = path.join(dir, name)
  const start = firstBytes(file)
  const headerBytes = start.indexOf('\n') + 1
  const header = parseHeader(start.toString('utf8', 0, headerBytes))
  if (!header || !isCloudPath(header.path) || diskNameOf(header.path) !== name) throw new Error(`文件 ${name} 无法读取`)
  if (statSync(file).size !== headerBytes + header.bytes) throw new Error(`文件 ${header.path} 不完整`)
  return { ...header, headerBytes }
}

/** Everything stored in a folder. Throws one line about the first file that is not whole. */
export function readStoredFiles(dir: string): FileOnDisk[] {
  return readdirSync(dir)
    .filter((name) => /^[0-9a-f]{64}$/.test(name))
    .map((name) => readOnDisk(dir, name))
}
