import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type LocalCloud, startLocalCloud } from '../local-cloud'
import { type BuildEvent, build, printer } from './build'
import { hasStage } from './build-app'
import { cloudDir, deleteDataFolder, openDataFolder, recordDemo } from './data-folder'
import { dist } from './paths'
import { Progress } from './progress'
import { createSite } from './site'
import { BuildRecords } from './source-hash'
import { readStartOptions, type StartOptions } from './start-options'

const log = (line: string) => console.log(line)
const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
const exists = (made: string) => existsSync(join(dist, made))

/** One start: what its steps share. */
interface Start {
  readonly options: StartOptions
  readonly cloud: LocalCloud
  readonly masterKey: string
  /** Whether this start writes the demo. */
  readonly willFill: boolean
  readonly progress: Progress
  readonly signal: AbortSignal
}

function buildAndShow({ progress, signal }: Start, targets: Parameters<typeof build>[0]) {
  const print = printer(log)
  const states = { waiting: 'waiting', building: 'running', done: 'done', skipped: 'done', failed: 'failed' } as const
  const onEvent = (event: BuildEvent) => {
    if (signal.aborted) return
    print(event)
    progress.set(event.target, { state: states[event.state], percent: event.percent ?? 0, text: event.text })
  }
  return build(targets, onEvent, signal)
}

/** Collections and settings. The key changes with the code, so that new code adds what it needs, once. */
async function initialise({ cloud, masterKey, willFill }: Start): Promise<void> {
  if (willFill) {
    const { prepareDemo } = await import('./demo')
    await prepareDemo({ cloud, masterKey, nowMs: cloud.nowMs() })
  }
  const hash = new BuildRecords(join(dist, '.hashes.json')).get('functions')?.hash ?? String(Date.now())
  const event = { action: 'ops.init', input: {}, key: `init-${hash.slice(0, 24)}` }
  const reply = (await cloud.call('ops', event, {})) as { ok: boolean }
  if (!reply.ok) throw new Error(`ops.init 没有成功：${JSON.stringify(reply)}`)
}

async function serveFunctions(start: Start): Promise<void> {
  const failed = await buildAndShow(start, ['functions'])
  if (failed.length > 0 && !exists('cloudfunctions/cloud.json'))
    throw new Error('云函数没有构建成功，没有可以运行的东西')
  await start.cloud.deploy()
  start.progress.set('data', { state: 'running', text: '建立集合和默认设置' })
  try {
    await initialise(start)
  } catch (error) {
    start.progress.set('data', { state: 'failed', text: reasonOf(error) })
    throw error
  }
  start.progress.set('data', { state: 'done' })
}

async function serveApp(start: Start): Promise<void> {
  await buildAndShow(start, ['stage', 'h5'])
  if (start.signal.aborted || !exists('h5/index.html')) return
  start.progress.appIsReady()
  const { address } = start.cloud
  log(`\n福点已启动，按 Ctrl+C 结束\n  会员端  ${address}/\n  控制台  ${address}/console\n`)
}

async function fillWithDemo({ options, cloud, masterKey, progress }: Start): Promise<void> {
  const startedAtMs = performance.now()
  log('[demo] 正在生成演示数据，生成期间就可以使用')
  const { generateDemo } = await import('./demo')
  let hasBegun = false
  const importDocuments: LocalCloud['importDocuments'] = (collection, documents) => {
    if (!hasBegun) recordDemo(options.dataDir, 'writing')
    hasBegun = true
    return cloud.importDocuments(collection, documents)
  }
  await generateDemo({
    cloud: { call: cloud.call.bind(cloud), importDocuments },
    masterKey,
    nowMs: cloud.nowMs(),
    onProgress: (percent, text) => progress.set('demo', { state: 'running', percent: Math.round(percent), text }),
  })
  recordDemo(options.dataDir, 'complete')
  progress.set('demo', { state: 'done' })
  log(`[demo] 演示数据已生成，用时 ${((performance.now() - startedAtMs) / 1000).toFixed(1)} 秒`)
}

async function demo(start: Start): Promise<void> {
  if (!start.willFill) return
  try {
    await fillWithDemo(start)
  } catch (error) {
    if (start.signal.aborted) return
    start.progress.set('demo', { state: 'failed', text: reasonOf(error) })
    log(`[demo] 演示数据没有生成：${error instanceof Error ? error.stack : reasonOf(error)}`)
  }
}

function openCloud(options: StartOptions, masterKey: string, progress: Progress): Promise<LocalCloud> {
  return startLocalCloud({
    dataDir: cloudDir(options.dataDir),
    functionsDir: join(dist, 'cloudfunctions'),
    port: options.port,
    functionEnv: { FUDIAN_MASTER_KEY: masterKey },
    // Who was made an operator looks at campaigns on a phone; on a real environment that is for its operators to open.
    opened: ['ops'],
    site: progress.inFrontOf(createSite([join(dist, 'h5'), join(dist, 'stage')])),
    log,
  })
}

/** Aborts when this process is asked to end, by a signal or by the end of the npm that started it. */
function askedToStop(): AbortSignal {
  const stopping = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopping.abort())
  if (process.env.npm_lifecycle_event) {
    // npm starts a script through a shell, and that shell dies of a SIGTERM without passing it on.
    const shell = process.ppid
    setInterval(() => process.ppid !== shell && stopping.abort(), 300).unref()
  }
  return stopping.signal
}

async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2), process.env, process.cwd())
  if (options.isFresh) deleteDataFolder(options.dataDir, log)
  const { masterKey, demo: demoState } = openDataFolder(options.dataDir, options)
  // What was written before an interruption may already be somebody's to use: it is not deleted behind their back.
  if (demoState === 'writing')
    log('演示数据上次没有写完，现有数据照常使用；要完整的演示数据请运行 npm start -- --fresh')
  const willFill = demoState === 'wanted' && options.wantsDemo
  const signal = askedToStop()
  const stopped = new Promise<void>((done) => signal.addEventListener('abort', () => done()))
  const progress = new Progress({
    functions: '云函数',
    data: '数据',
    ...(hasStage() && { stage: '演示台' }),
    h5: '网页版',
    ...(willFill && { demo: '演示数据' }),
  })
  const cloud = await openCloud(options, masterKey, progress)
  const start: Start = { options, cloud, masterKey, willFill, progress, signal }
  log(`正在准备，进度见 ${cloud.address}/`)
  const serve = () => serveFunctions(start).then(() => Promise.all([serveApp(start), demo(start)]))
  // Jobs that add up what is over would add up a year of which half is not written yet.
  const work = willFill ? cloud.withTimersStill(serve) : serve()
  try {
    await Promise.race([stopped, work])
    await stopped
  } catch (error) {
    console.error(reasonOf(error))
    process.exitCode = 1
    // The page asks once a second: it learns what went wrong before the server is gone.
    if (!signal.aborted) await Promise.race([stopped, setTimeout(3000)])
  }
  await cloud.close()
  // A builder that was ended puts back what it had moved aside. A demo half made is not waited for.
  await Promise.race([work.catch(() => {}), setTimeout(1000)])
  process.exit()
}

main().catch((error) => {
  console.error(reasonOf(error))
  process.exit(1)
})
