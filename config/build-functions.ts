import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import type { Collection } from '../cloudfunctions/platform/store'
import {
  cloudJson,
  createIndexesJson,
  type Door,
  doorPackageJson,
  parseDoor,
  rulesJson,
  wechatConfigJson,
} from './cloud-files'
import { root } from './paths'

const doorsDir = join(root, 'cloudfunctions/functions')

/** The doors in the source tree, by name. */
function readDoors(): Door[] {
  return readdirSync(doorsDir)
    .filter((name) => existsSync(join(doorsDir, name, 'index.ts')))
    .sort()
    .map((name) => parseDoor(name, readFileSync(join(doorsDir, name, 'config.json'), 'utf8')))
}

/** Every collection of the product, in the modules' order; a name declared twice is an error. */
export async function readCollections(): Promise<readonly Collection[]> {
  const { modules } = await import('../cloudfunctions/modules')
  const { platformCollections } = await import('../cloudfunctions/platform/collections')
  const collections: Collection[] = [...platformCollections, ...modules.flatMap((module) => module.collections ?? [])]
  const names = collections.map(({ name }) => name)
  const twice = names.find((name, position) => names.indexOf(name) !== position)
  if (twice) throw new Error(`collection ${twice} is declared twice`)
  return collections
}

function sdkVersion(): string {
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  const version = dependencies['wx-server-sdk']
  if (!version) throw new Error('package.json does not name wx-server-sdk')
  return version
}

/**
 * Bundles every door into `outDir`, with `cloud.json` beside them, and writes what an operator compares or imports in
 * the console into `importDir` (outside `outDir`, where WeChat DevTools would take it for a function).
 */
export async function buildFunctions({ outDir, importDir }: { outDir: string; importDir: string }): Promise<void> {
  const doors = readDoors()
  const collections = await readCollections()
  await build({
    absWorkingDir: root,
    entryPoints: doors.map(({ name }) => ({ in: join(doorsDir, name, 'index.ts'), out: join(name, 'index') })),
    outdir: outDir,
    bundle: true,
    platform: 'node',
    // The oldest runtime the cloud still offers.
    target: 'node16',
    format: 'cjs',
    external: ['wx-server-sdk'],
    // Names and lines stay as they were written: a stack trace in the cloud's log is all one has there.
    minifySyntax: true,
    logLevel: 'silent',
  })
  const version = sdkVersion()
  const files = new Map<string, string>([[join(outDir, 'cloud.json'), cloudJson(collections, doors)]])
  for (const door of doors) {
    files.set(join(outDir, door.name, 'package.json'), doorPackageJson(door, version))
    files.set(join(outDir, door.name, 'config.json'), wechatConfigJson(door))
  }
  for (const collection of collections)
    files.set(join(importDir, 'indexes', `${collection.name}.json`), createIndexesJson(collection))
  files.set(join(importDir, 'rules.json'), rulesJson(collections))
  rmSync(importDir, { recursive: true, force: true })
  for (const [file, text] of files) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}
