import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildSync } from 'esbuild'
import { readStoredFiles } from '../files/stored-file'
import { takeOwnership } from './ownership'

const magic = 'local-cloud data'
const version = 1
const label = 'local-cloud.json'
const store = 'database'
const files = 'files'

export interface DataFolder {
  readonly databasePath: string
  readonly filesPath: string
  release(): void
}

function damaged(dir: string, what: string): Error {
  return new Error(`数据文件夹 ${dir} 已损坏（${what}），没有改动任何内容。请从备份恢复，或换一个数据文件夹`)
}

function checkLabel(dir: string): void {
  let raw: { magic?: unknown; version?: unknown }
  try {
    raw = JSON.parse(readFileSync(path.join(dir, label), 'utf8'))
  } catch {
    throw damaged(dir, `${label} 无法读取`)
  }
  if (raw.magic !== magic) throw damaged(dir, `${label} 不是 local-cloud 的`)
  if (typeof raw.version === 'number' && raw.version > version)
    throw new Error(`数据文件夹 ${dir} 由更新的版本写入（${raw.version}，本程序只认识 ${version}），请更新程序后再打开`)
  if (raw.version !== version) throw damaged(dir, `${label} 里的版本无法识别`)
}

function isNew(dir: string): boolean {
  if (existsSync(path.join(dir, label))) return false
  const others = readdirSync(dir).filter((name) => !/^\.?owner-/.test(name))
  if (others.length === 0) return true
  if (others.includes(store)) throw damaged(dir, `缺少 ${label}`)
  throw new Error(`文件夹 ${dir} 里有别的东西（${others[0]}），请换一个空文件夹，或一个还不存在的`)
}

/**
 * Reads all of the database in a process of its own: a file that was cut or overwritten can crash the process that maps
 * it, and a crash there is an answer here.
 */
function checkDatabase(dir: string): void {
  const file = path.join(dir, store, 'data.mdb')
  if (!existsSync(file) || statSync(file).size === 0) throw damaged(dir, `缺少 ${store}/data.mdb`)
  const script = buildSync({
    entryPoints: [path.join(__dirname, 'inspect.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['lmdb'],
    write: false,
  }).outputFiles[0]?.text
  const run = spawnSync(process.execPath, ['-', path.join(dir, store)], {
    input: script,
    encoding: 'utf8',
    // The script has no file of its own, so `require('lmdb')` starts from here.
    cwd: __dirname,
  })
  if (run.status === 0) return
  throw damaged(dir, run.stderr.trim().split('\n').at(-1) || `数据库无法读取：${run.signal ?? run.status}`)
}

function checkFiles(dir: string): void {
  const folder = path.join(dir, files)
  try {
    if (existsSync(folder)) readStoredFiles(folder)
  } catch (error) {
    throw damaged(dir, (error as Error).message)
  }
}

/** Opens a data folder, making it when it is not there. A damaged, newer or foreign one is refused and left as it is. */
export function openDataFolder(dir: string): DataFolder {
  mkdirSync(dir, { recursive: true })
  const release = takeOwnership(dir)
  try {
    if (isNew(dir)) writeFileSync(path.join(dir, label), `${JSON.stringify({ magic, version })}\n`)
    else {
      checkLabel(dir)
      if (existsSync(path.join(dir, store))) checkDatabase(dir)
      checkFiles(dir)
    }
  } catch (error) {
    release()
    throw error
  }
  return { databasePath: path.join(dir, store), filesPath: path.join(dir, files), release }
}
