import type { ClockCells } from '../clock-cells'
import type { FunctionDeclaration } from '../cloud-json'
import { Instance, type Ran } from './instance'
import type { InvokeMessage } from './messages'

const mostInstances = 4
const longestQueue = 1_000
/** Another instance costs half a second of a core and 40 MB: a short rush is served sooner by those that are there. */
const patienceMs = 100
const idleMs = 30_000

interface Waiting {
  readonly message: InvokeMessage
  readonly resolve: (ran: Ran) => void
}

export interface Bundle {
  readonly declaration: FunctionDeclaration
  readonly fileName: string
  readonly source: string
}

function notRun(message: string): Ran {
  return { outcome: { kind: 'failed', message }, ms: 0, lines: [] }
}

/** The instances of one deployed bundle. It grows by one at a time while somebody waits, and shrinks to one again. */
export class Pool {
  private readonly idle: Instance[] = []
  private readonly all = new Set<Instance>()
  private readonly queue: Waiting[] = []
  private isStarting = false
  private growLater: NodeJS.Timeout | undefined
  private isRetired = false

  constructor(
    readonly bundle: Bundle,
    private readonly environment: Record<string, string>,
    private readonly clock: ClockCells,
  ) {}

  invoke(message: InvokeMessage): Promise<Ran> {
    if (this.queue.length >= longestQueue) return Promise.resolve(notRun(`${longestQueue} invocations are waiting`))
    return new Promise((resolve) => {
      this.queue.push({ message, resolve })
      this.dispatch()
    })
  }

  /** Serves what it has taken, then ends. A rebuilt bundle gets a pool of its own. */
  retire(): void {
    this.isRetired = true
    this.endIdle()
  }

  async end(): Promise<void> {
    this.isRetired = true
    clearTimeout(this.growLater)
    for (const { resolve } of this.queue.splice(0)) resolve(notRun('local-cloud is closing'))
    await Promise.all([...this.all].map((instance) => instance.end()))
  }

  private endIdle(): void {
    if (this.queue.length > 0) return
    for (const instance of this.idle.splice(0)) this.drop(instance)
  }

  private drop(instance: Instance): void {
    this.all.delete(instance)
    void instance.end()
  }

  private dispatch(): void {
    while (this.queue.length > 0) {
      const instance = this.idle.pop()
      if (!instance) {
        if (this.all.size === 0) void this.grow()
        else this.growLater ??= setTimeout(() => this.growIfAwaited(), patienceMs)
        return
      }
      if (instance.isEnded) this.drop(instance)
      else void this.serve(instance, this.queue.shift() as Waiting)
    }
  }

  private async serve(instance: Instance, { message, resolve }: Waiting): Promise<void> {
    const ran = await instance.invoke(message, this.bundle.declaration.timeoutSeconds * 1000)
    resolve(ran)
    if (instance.isEnded) this.drop(instance)
    else this.rest(instance)
    this.dispatch()
    if (this.isRetired) this.endIdle()
  }

  private rest(instance: Instance): void {
    this.idle.push(instance)
    const restedFor = instance.served
    setTimeout(() => {
      const at = this.idle.indexOf(instance)
      if (at === -1 || instance.served !== restedFor || this.all.size === 1) return
      this.idle.splice(at, 1)
      this.drop(instance)
    }, idleMs).unref()
  }

  private growIfAwaited(): void {
    this.growLater = undefined
    if (this.queue.length > 0) void this.grow()
  }

  private async grow(): Promise<void> {
    if (this.isStarting || this.all.size >= mostInstances) return
    this.isStarting = true
    const { declaration, fileName, source } = this.bundle
    const timeLimitMs = declaration.timeoutSeconds * 1000
    const instance = new Instance(
      { functionName: declaration.name, fileName, source, clock: this.clock, timeLimitMs },
      this.environment,
    )
    this.all.add(instance)
    const problem = await instance.loaded
    this.isStarting = false
    if (problem) {
      // The one who waits learns why, instead of the pool trying the same broken bundle for ever.
      this.drop(instance)
      this.queue.shift()?.resolve({ outcome: problem, ms: 0, lines: [] })
    } else this.rest(instance)
    this.dispatch()
    if (this.isRetired) this.endIdle()
  }
}
