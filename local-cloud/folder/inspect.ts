import { open } from 'lmdb'
import { checksum } from '../database/storage'

/** Run as a program of its own: ends with 0 when every document of the database at argv[2] can be read and is whole. */
const folder = process.argv[2] as string

function fail(what: string): never {
  process.stderr.write(`${what}\n`)
  process.exit(1)
}

function checkDocuments(): void {
  const root = open({ path: folder, maxDbs: 4, encoding: 'string', readOnly: true })
  const documents = root.openDB<string, string[]>({ name: 'documents', encoding: 'string' })
  let count = 0
  for (const { key, value } of documents.getRange({})) {
    count++
    if (checksum(value.slice(8)) !== value.slice(0, 8)) fail(`文档 ${key.join('/')} 和写入时不一样`)
  }
  for (const _ of root.openDB({ name: 'entries', encoding: 'ordered-binary' }).getKeys({})) {
    // Reading every page is the check: one that is missing or broken ends this process.
  }
  const { entryCount } = documents.getStats() as { entryCount: number }
  if (count !== entryCount) fail(`写入过 ${entryCount} 个文档，现在只有 ${count} 个`)
}

checkDocuments()
process.exit(0)
