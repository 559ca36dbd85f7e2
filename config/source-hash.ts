import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
}

/**
 * A hash of what a target is made from: the files at and below `sources` (paths inside `root`), tests left out, and
 * the texts in `also`. Names count as well as contents; times do not, so a fresh clone and an old one agree.
 */
export function sourceHash(root: string, sources: readonly string[], also: readonly string[] = []): string {
  const hash = createHash('sha256')
  const files = sources.flatMap((source) => filesBelow(join(root, source)))
  for (const file of [...new Set(files)].filter((name) => !/\.test\.tsx?$/.test(name)).sort()) {
    const content = readFileSync(file)
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content)
  }
  for (const text of also) hash.update(`\0${text.length}\0${text}`)
  return hash.digest('hex')
}

/** What was built last, by target: from which sources, and how long it took. */
export interface BuildRecord {
  readonly hash: string
  readonly ms: number
}

/** The records of finished builds, kept beside what was built, so that deleting `dist` forgets both. */
export class BuildRecords {
  constructor(private readonly file: string) {}

  get(target: string): BuildRecord | undefined {
    return this.read()[target]
  }

  set(target: string, record: BuildRecord | undefined): void {
    const records = this.read()
    if (record) records[target] = record
    else delete records[target]
    mkdirSync(dirname(this.file), { recursive: true })
    // A crash leaves the old records or the new ones, never half a file.
    const draft = `${this.file}.${process.pid}`
    writeFileSync(draft, `${JSON.stringify(records, null, 2)}\n`)
    renameSync(draft, this.file)
  }

  private read(): Record<string, BuildRecord> {
    if (!existsSync(this.file)) return {}
    try {
      return JSON.parse(readFileSync(this.file, 'utf8'))
    } catch {
      // An unreadable record only costs a build.
      return {}
    }
  }
}
