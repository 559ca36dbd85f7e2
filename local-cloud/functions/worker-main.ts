import Module from 'node:module'
import path from 'node:path'
import { format } from 'node:util'
import { parentPort, workerData } from 'node:worker_threads'
import { readClock } from '../clock-cells'
import type { InvokeMessage, WorkerData, WorkerMessage } from './messages'

/** This file is built into one text when local-cloud starts and runs in every worker thread. */
type Main = (event: unknown, context: unknown) => unknown
type LoadableModule = NodeJS.Module & { paths: string[]; _compile(source: string, fileName: string): void }

const longestLine = 10_000
const { functionName, fileName, source, modulesDir, clock, timeLimitMs } = workerData as WorkerData

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Everything the function asks of `Date` is answered from the clock that can be set. */
function installClock(): void {
  const RealDate = Date
  const realNow = Date.now
  const nowMs = () => Math.floor(readClock(clock, realNow()))
  RealDate.now = nowMs
  const SetDate = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [nowMs()] : args, newTarget),
    apply: () => new RealDate(nowMs()).toString(),
  })
  RealDate.prototype.constructor = SetDate
  globalThis.Date = SetDate
}

function installConsole(): void {
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    console[level] = (...args: unknown[]) => tell({ kind: 'line', level, text: format(...args).slice(0, longestLine) })
}

/** Compiles the text that was deployed, not the file, which a build may be rewriting at this moment. */
function load(): Main {
  const bundle = new Module(fileName) as LoadableModule
  const NodeModule = Module as unknown as { _nodeModulePaths(from: string): string[] }
  bundle.filename = fileName
  bundle.paths = [...NodeModule._nodeModulePaths(path.dirname(fileName)), modulesDir]
  bundle._compile(source, fileName)
  const { main } = bundle.exports as { main?: unknown }
  if (typeof main !== 'function') throw new Error(`${functionName}/index.js does not export main`)
  return main as Main
}

let invocationKeys: string[] = []

// getWXContext() reads the environment at the moment it is called, so nothing of the caller before may be left in it.
function setEnvironment(environment: Record<string, string>): void {
  for (const key of invocationKeys) delete process.env[key]
  Object.assign(process.env, environment)
  invocationKeys = Object.keys(environment)
}

async function invoke(main: Main, { id, eventText, environment }: InvokeMessage): Promise<void> {
  setEnvironment(environment)
  const context = {
    callbackWaitsForEmptyEventLoop: false,
    function_name: functionName,
    function_version: '$LATEST',
    memory_limit_in_mb: 256,
    namespace: environment.SCF_NAMESPACE,
    request_id: id,
    time_limit_in_ms: timeLimitMs,
  }
  try {
    const reply = await main(JSON.parse(eventText), context)
    tell({ kind: 'reply', id, text: JSON.stringify(reply) ?? 'null' })
  } catch (error) {
    tell({ kind: 'failed', id, message: describe(error) })
  }
}

// A promise nobody waits for must not take down the instance that is already serving the next caller.
process.on('unhandledRejection', (error) =>
  tell({ kind: 'line', level: 'error', text: `unhandled: ${describe(error)}` }),
)

try {
  installClock()
  installConsole()
  const main = load()
  parentPort?.on('message', (message: InvokeMessage) => void invoke(main, message))
  tell({ kind: 'ready' })
} catch (error) {
  tell({ kind: 'broken', message: describe(error) })
}
