import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { takeOwnership } from '../local-cloud/folder/ownership'
import { buildStage, buildWithTaro, hasStage } from './build-app'
import { buildFunctions } from './build-functions'
import { dist, root } from './paths'
import { publish } from './publish'
import { BuildRecords, sourceHash } from './source-hash'

export const TARGETS = ['functions', 'stage', 'h5', 'weapp'] as const
export type Target = (typeof TARGETS)[number]

export interface BuildEvent {
  readonly target: Target
  readonly state: 'waiting' | 'building' | 'done' | 'failed' | 'skipped'
  /** 0 to 100, judged by how long the target took last time. */
  readonly percent?: number
  /** One Chinese line for people; after a failure, what the builder said. */
  readonly text: string
}

interface Plan {
  readonly title: string
  readonly sources: readonly string[]
  /** Only a build whose file stands there may be skipped. */
  readonly made: string
  /** A first guess, until a build was timed on this machine. */
  readonly usualMs: number
  readonly make: (signal?: AbortSignal) => Promise<void>
}

const everywhere = ['package.json', 'package-lock.json', 'tsconfig.json']
const inside = (folder: string, isWanted: (name: string) => boolean) =>
  readdirSync(join(root, folder))
    .filter(isWanted)
    .map((name) => `${folder}/${name}`)
const app = [
  // The stage is a page of its own: no work on it rebuilds the mini program.
  ...inside('src', (name) => name !== 'stage'),
  ...inside('config', (name) => name === 'index.ts' || name === 'build-app.ts' || name.startsWith('taro-')),
  'babel.config.js',
  ...everywhere,
]
/** Environment variables that become part of the mini program's bundle. */
const appEnvironment = ['NODE_ENV', 'FUDIAN_DEV', 'FUDIAN_ENV', 'FUDIAN_LOCAL']

const plans: Readonly<Record<Target, Plan>> = {
  functions: {
    title: '云函数',
    sources: ['cloudfunctions', 'config/build-functions.ts', 'config/cloud-files.ts', ...everywhere],
    made: 'cloudfunctions/cloud.json',
    usualMs: 3000,
    make: () =>
      inDraftFolder(async (draft) => {
        await buildFunctions({ outDir: join(draft, 'functions'), importDir: join(draft, 'import') })
        publish(join(draft, 'import'), join(dist, 'cloud-import'))
        publish(join(draft, 'functions'), join(dist, 'cloudfunctions'))
      }),
  },
  stage: {
    title: '演示台',
    sources: ['src', 'config/build-app.ts', ...everywhere],
    made: 'stage/stage.html',
    usualMs: 2000,
    make: () =>
      inDraftFolder(async (draft) => {
        await buildStage(draft)
        publish(draft, join(dist, 'stage'))
      }),
  },
  h5: {
    title: '网页版',
    sources: app,
    made: 'h5/index.html',
    usualMs: 40_000,
    make: (signal) => buildWithTaro('h5', signal),
  },
  weapp: {
    title: '小程序',
    sources: ['project.config.json', ...app],
    made: 'weapp/app.json',
    usualMs: 45_000,
    make: (signal) => buildWithTaro('weapp', signal),
  },
}

async function inDraftFolder(make: (draft: string) => Promise<void>): Promise<void> {
  mkdirSync(dist, { recursive: true })
  const draft = mkdtempSync(join(dist, '.draft-'))
  try {
    await make(draft)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

const PATIENCE_MS = 10 * 60_000

/** Two builds of one target would write into each other: the second waits, and may find its work done. */
async function waitForTurn(target: Target, signal?: AbortSignal): Promise<() => void> {
  const folder = join(dist, '.builders', target)
  mkdirSync(folder, { recursive: true })
  const startedAtMs = performance.now()
  for (;;) {
    try {
      return takeOwnership(folder)
    } catch (error) {
      if (performance.now() - startedAtMs > PATIENCE_MS) throw error
      await setTimeout(500, undefined, { signal })
    }
  }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} 秒`

async function buildOne(target: Target, onEvent: (event: BuildEvent) => void, signal?: AbortSignal): Promise<boolean> {
  const plan = plans[target]
  const records = new BuildRecords(join(dist, '.hashes.json'))
  const hash = sourceHash(
    root,
    plan.sources,
    appEnvironment.map((name) => `${name}=${process.env[name] ?? ''}`),
  )
  const last = records.get(target)
  if (last?.hash === hash && existsSync(join(dist, plan.made))) {
    onEvent({ target, state: 'skipped', percent: 100, text: `${plan.title}没有变化` })
    return true
  }
  const startedAtMs = performance.now()
  const elapsedMs = () => performance.now() - startedAtMs
  const tell = () => {
    // The guess never claims to be complete.
    const percent = Math.min(95, Math.round((100 * elapsedMs()) / (last?.ms ?? plan.usualMs)))
    onEvent({ target, state: 'building', percent, text: `正在构建${plan.title}` })
  }
  records.set(target, undefined)
  tell()
  const ticking = setInterval(tell, 1000)
  try {
    await plan.make(signal)
    records.set(target, { hash, ms: Math.round(elapsedMs()) })
    onEvent({ target, state: 'done', percent: 100, text: `${plan.title}构建完成，用时 ${seconds(elapsedMs())}` })
    return true
  } catch (error) {
    // What the last build made is still there, and still made from what it was made from.
    if (last && existsSync(join(dist, plan.made))) records.set(target, last)
    const reason = error instanceof Error ? error.message : String(error)
    onEvent({ target, state: 'failed', text: `${plan.title}构建失败：${reason}` })
    return false
  } finally {
    clearInterval(ticking)
  }
}

/**
 * Builds what changed of `targets`, one after the other, and answers which of them failed. The stage is left out
 * where it does not exist. A failed build is never recorded, so the next run tries again.
 */
export async function build(
  targets: readonly Target[],
  onEvent: (event: BuildEvent) => void,
  signal?: AbortSignal,
): Promise<Target[]> {
  const wanted = targets.filter((target) => target !== 'stage' || hasStage())
  for (const target of wanted) onEvent({ target, state: 'waiting', text: `${plans[target].title}等待构建` })
  const failed: Target[] = []
  for (const target of wanted) {
    const release = await waitForTurn(target, signal)
    const isBuilt = await buildOne(target, onEvent, signal).finally(release)
    if (!isBuilt) failed.push(target)
  }
  return failed
}

/** Prints a build's changes of state; the ticking in between is for the progress page. */
export function printer(log: (line: string) => void): (event: BuildEvent) => void {
  const states = new Map<Target, BuildEvent['state']>()
  return ({ target, state, text }) => {
    if (states.get(target) === state || state === 'waiting') return
    states.set(target, state)
    log(`[${target}] ${text}`)
  }
}

/** The targets named on a command line, or all of them. */
export function parseTargets(names: readonly string[]): readonly Target[] {
  const isTarget = (name: string): name is Target => TARGETS.some((target) => target === name)
  const unknown = names.find((name) => !isTarget(name))
  if (unknown) throw new Error(`没有构建目标 ${unknown}，可选：${TARGETS.join('、')}`)
  return names.length > 0 ? TARGETS.filter((target) => names.includes(target)) : TARGETS
}

async function main() {
  const failed = await build(parseTargets(process.argv.slice(2)), printer(console.log))
  if (failed.length > 0) console.error(`构建失败：${failed.join('、')}`)
  process.exitCode = failed.length > 0 ? 1 : 0
}

if (require.main === module)
  main().catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  })
