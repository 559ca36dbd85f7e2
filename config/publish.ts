import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Moves a finished build file by file to where it is used. The folders there stay the same folders, so that a server
 * that watches them or a page half loaded from them goes on, and each file is either the old one or the new one.
 */
export function publish(from: string, to: string): void {
  const names = readdirSync(from, { recursive: true, encoding: 'utf8' })
  for (const name of names) {
    if (statSync(join(from, name)).isDirectory()) continue
    mkdirSync(dirname(join(to, name)), { recursive: true })
    renameSync(join(from, name), join(to, name))
  }
  const kept = new Set(names)
  for (const name of readdirSync(to, { recursive: true, encoding: 'utf8' }))
    if (!kept.has(name) && existsSync(join(to, name))) rmSync(join(to, name), { recursive: true })
  rmSync(from, { recursive: true })
}
