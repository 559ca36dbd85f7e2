import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { takeOwnership } from '../local-cloud/folder/ownership'

const FILE = 'env.json'

const folderEnv = z.strictObject({
  /** Signs and derives what the functions keep secret; without it the folder's codes and chains cannot be checked. */
  masterKey: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /**
   * `wanted`: a new folder whose demo has not been written yet. `writing`: it was begun; a folder that is found in this
   * state was interrupted and holds a part of it.
   */
  demo: z.enum(['none', 'wanted', 'writing', 'complete']),
})

export type FolderEnv = z.output<typeof folderEnv>

function save(dataDir: string, env: FolderEnv): FolderEnv {
  mkdirSync(dataDir, { recursive: true })
  const draft = join(dataDir, `${FILE}.${process.pid}`)
  // The key is for this user's eyes only, as a cloud function's environment is.
  writeFileSync(draft, `${JSON.stringify(env, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, join(dataDir, FILE))
  return env
}

/** Where local-cloud keeps its own, inside the data folder. */
export const cloudDir = (dataDir: string): string => join(dataDir, 'cloud')

/**
 * What belongs to a data folder and not to the code. A folder that is absent or empty is new and gets a key of its own;
 * one of ours is used as it is. Anything else is refused: a new key would disown what is in the folder.
 */
export function openDataFolder(dataDir: string, { wantsDemo }: { wantsDemo: boolean }): FolderEnv {
  const file = join(dataDir, FILE)
  const isNew = !existsSync(dataDir) || readdirSync(dataDir).length === 0
  if (isNew) return save(dataDir, { masterKey: randomBytes(32).toString('hex'), demo: wantsDemo ? 'wanted' : 'none' })
  if (!existsSync(file)) throw new Error(`${dataDir} 里没有 ${FILE}，不是福点的数据文件夹，请换一个空文件夹`)
  try {
    return folderEnv.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new Error(`${file} 已损坏：没有里面的密钥，数据无法校验。请从备份恢复，或运行 npm start -- --fresh 重新开始`)
  }
}

export function recordDemo(dataDir: string, demo: FolderEnv['demo']): void {
  save(dataDir, { ...openDataFolder(dataDir, { wantsDemo: false }), demo })
}

/** Deletes a data folder, after saying so. Refuses one that is not ours, or that a running process still uses. */
export function deleteDataFolder(dataDir: string, log: (line: string) => void): void {
  if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) return
  if (!existsSync(join(dataDir, FILE)))
    throw new Error(`${dataDir} 里没有 ${FILE}，不是福点的数据文件夹，没有删除任何东西`)
  if (existsSync(cloudDir(dataDir))) takeOwnership(cloudDir(dataDir))
  log(`--fresh：删除 ${dataDir} 里的全部数据，重新开始`)
  rmSync(dataDir, { recursive: true, force: true })
}
