import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { buildSync } from 'esbuild'
import type { InvokeMessage, WorkerData, WorkerMessage } from './messages'

/** The cloud's own default, so that what fits here fits there. */
const memoryMb = 256
const loadLimitMs = 30_000
const mostLines = 500

export type Outcome = { kind: 'reply'; text: string } | { kind: 'failed'; message: string } | { kind: 'time_limit' }

export interface Ran {
  readonly outcome: Outcome
  readonly ms: number
  readonly lines: readonly string[]
}

let builtScript: string | undefined

/** Built when first needed, so that the same sources serve when run by tsx and by jest. */
function workerScript(): string {
  builtScript ??= buildSync({
    entryPoints: [path.join(__dirname, 'worker-main.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    write: false,
  }).outputFiles[0]?.text
  if (builtScript === undefined) throw new Error('the worker script came out empty')
  return builtScript
}

const modulesDir = path.resolve(path.dirname(require.resolve('wx-server-sdk/package.json')), '..')

/** One running copy of a function. It serves one invocation at a time, as an instance in the cloud does. */
export class Instance {
  readonly loaded: Promise<Outcome | undefined>
  isEnded = false
  served = 0
  private readonly worker: Worker
  private settle: ((outcome: Outcome) => void) | undefined
  private lines: string[] = []

  constructor(data: Omit<WorkerData, 'modulesDir'>, environment: Record<string, string>) {
    this.worker = new Worker(workerScript(), {
      eval: true,
      env: environment,
      workerData: { ...data, modulesDir } satisfies WorkerData,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      stdout: true,
      stderr: true,
    })
    this.worker.unref()
    this.loaded = this.run(loadLimitMs, () => undefined).then(({ outcome }) =>
      outcome.kind === 'reply' ? undefined : outcome,
    )
    this.worker.on('message', (message: WorkerMessage) => this.hear(message))
    this.worker.on('error', (error) => this.die(String(error.stack ?? error)))
    this.worker.on('exit', () => this.die('the function ended its own process'))
    // Whatever bypasses `console` is read and dropped, or the worker would wait for it to be read.
    this.worker.stdout.resume()
    this.worker.stderr.resume()
  }

  /** Runs one invocation. Past the limit the worker is ended: nothing else stops code that never gives up control. */
  invoke(message: InvokeMessage, limitMs: number): Promise<Ran> {
    this.served++
    return this.run(limitMs, () => this.worker.postMessage(message))
  }

  end(): Promise<unknown> {
    this.isEnded = true
    return this.worker.terminate()
  }

  private async run(limitMs: number, begin: () => void): Promise<Ran> {
    const startedMs = performance.now()
    this.lines = []
    let timer: NodeJS.Timeout | undefined
    const outcome = await new Promise<Outcome>((resolve) => {
      this.settle = resolve
      timer = setTimeout(() => {
        void this.end()
        this.finish({ kind: 'time_limit' })
      }, limitMs)
      begin()
    })
    clearTimeout(timer)
    return { outcome, ms: Math.round(performance.now() - startedMs), lines: this.lines }
  }

  private die(message: string): void {
    this.isEnded = true
    this.finish({ kind: 'failed', message })
  }

  private finish(outcome: Outcome): void {
    this.settle?.(outcome)
    this.settle = undefined
  }

  private hear(message: WorkerMessage): void {
    if (message.kind === 'line') {
      if (this.lines.length < mostLines) this.lines.push(message.text)
    } else if (message.kind === 'ready') this.finish({ kind: 'reply', text: '' })
    else if (message.kind === 'broken') this.finish({ kind: 'failed', message: message.message })
    else this.finish(message)
  }
}
