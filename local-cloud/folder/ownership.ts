import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { processIdentity } from './process-identity'

interface Owner {
  readonly pid: number
  /** null once the owner has let go. */
  readonly identity: string | null
}

const mark = /^owner-(\d{6,})\.json$/

function newestMark(dir: string): { generation: number; owner: Owner } | undefined {
  const generations = readdirSync(dir)
    .map((name) => Number(mark.exec(name)?.[1]))
    .filter((generation) => generation > 0)
  const generation = Math.max(0, ...generations)
  if (generation === 0) return undefined
  return { generation, owner: readMark(markFile(dir, generation)) }
}

/** A mark that is gone by now was taken over by somebody whose own, higher one the next look finds. */
function readMark(file: string): Owner {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { pid: 0, identity: null }
    throw new Error(`${file} 无法读取：如果没有别的 local-cloud 在运行，请删除它`)
  }
}

function markFile(dir: string, generation: number): string {
  return path.join(dir, `owner-${String(generation).padStart(6, '0')}.json`)
}

function isAlive({ pid, identity }: Owner): boolean {
  return identity !== null && processIdentity(pid) === identity
}

function draft(dir: string, owner: Owner): string {
  const file = path.join(dir, `.owner-${process.pid}`)
  writeFileSync(file, JSON.stringify(owner))
  return file
}

/** Puts the mark there whole or not at all, and only if nobody else put it first. */
function claim(dir: string, generation: number, owner: Owner): boolean {
  const file = draft(dir, owner)
  try {
    linkSync(file, markFile(dir, generation))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(file, { force: true })
  }
}

/**
 * Makes this process the only one that uses a data folder, until the returned function is called. A process that was
 * killed leaves its mark behind; it is stale, since no running process has that identity. The next owner never removes
 * a mark before its own stands, with a higher number, so two that find the same stale mark cannot both win.
 */
export function takeOwnership(dir: string): () => void {
  const self: Owner = { pid: process.pid, identity: processIdentity(process.pid) }
  for (;;) {
    const newest = newestMark(dir)
    if (newest && isAlive(newest.owner))
      throw new Error(`数据文件夹 ${dir} 正被进程 ${newest.owner.pid} 使用：请先结束它，或换一个数据文件夹`)
    const generation = (newest?.generation ?? 0) + 1
    if (!claim(dir, generation, self)) continue
    if (newest) rmSync(markFile(dir, newest.generation), { force: true })
    return () => renameSync(draft(dir, { ...self, identity: null }), markFile(dir, generation))
  }
}
