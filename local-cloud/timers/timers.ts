import type { Clock } from '../clock'
import type { Functions } from '../functions/functions'
import { FunctionError } from '../functions/functions'
import { type Cron, nextFiring, parseCron } from './cron'

/** setTimeout overflows beyond 2^31 ms, so a far firing is looked at again every hour. */
const longestSleepMs = 3_600_000

interface Timer {
  readonly function: string
  readonly name: string
  readonly config: string
  readonly cron: Cron
  nextAtMs: number | null
  lastAtMs: number | null
}

/** Fires the functions' timers by the clock that can be set. A jump over many firings fires a timer once. */
export class Timers {
  private timers: Timer[] = []
  private areStill = false
  private readonly underWay = new Set<Promise<unknown>>()
  private alarm: NodeJS.Timeout | undefined

  constructor(
    private readonly functions: Functions,
    private readonly clock: Clock,
    private readonly log: (line: string) => void,
  ) {
    clock.onChange(() => this.look())
  }

  /** Takes the timers of what is deployed now; one that was there keeps when it last fired. */
  declare(): void {
    const before = this.timers
    this.timers = this.functions.list().flatMap((one) =>
      one.triggers.map(({ name, config }) => {
        const same = before.find(
          (timer) => timer.function === one.name && timer.name === name && timer.config === config,
        )
        return same ?? this.timer(one.name, name, config)
      }),
    )
    this.look()
  }

  private timer(functionName: string, name: string, config: string): Timer {
    const cron = parseCron(config)
    const nextAtMs = nextFiring(cron, this.clock.nowMs())
    return { function: functionName, name, config, cron, nextAtMs, lastAtMs: null }
  }

  list() {
    return this.timers.map(({ cron: _, ...shown }) => shown)
  }

  /**
   * Fires by hand, by the trigger's name or its function's. It answers when the firings that were under way have ended as
   * well: what was due is done by then, whichever of them did it.
   */
  async fire(name: string): Promise<{ function: string; name: string; reply: unknown }> {
    const timer = this.timers.find((one) => one.name === name) ?? this.timers.find((one) => one.function === name)
    if (!timer) throw new FunctionError('FUNCTION_NOT_FOUND', `there is no timer "${name}"`)
    const before = [...this.underWay]
    const reply = JSON.parse(await this.run(timer))
    await Promise.allSettled(before)
    return { function: timer.function, name: timer.name, reply }
  }

  /** No timer fires by itself until `goOn`; what would have fired meanwhile fires then, once. */
  beStill(): void {
    this.areStill = true
    clearTimeout(this.alarm)
  }

  goOn(): void {
    this.areStill = false
    this.look()
  }

  close(): void {
    clearTimeout(this.alarm)
    this.timers = []
  }

  private run(timer: Timer): Promise<string> {
    timer.lastAtMs = this.clock.nowMs()
    const event = {
      Type: 'Timer',
      TriggerName: timer.name,
      Time: new Date(timer.lastAtMs).toISOString(),
      Message: '',
    }
    const run = this.functions.call(timer.function, event, { source: 'wx_trigger' })
    this.underWay.add(run)
    const ended = () => this.underWay.delete(run)
    run.then(ended, ended)
    return run
  }

  private look(): void {
    clearTimeout(this.alarm)
    if (this.areStill) return
    const nowMs = this.clock.nowMs()
    for (const timer of this.timers) {
      const isDue = timer.nextAtMs !== null && timer.nextAtMs <= nowMs
      timer.nextAtMs = nextFiring(timer.cron, nowMs)
      if (isDue) this.run(timer).catch((error) => this.log(`timer ${timer.name}: ${(error as Error).message}`))
    }
    if (this.clock.state().isStopped || this.timers.length === 0) return
    const soonest = Math.min(...this.timers.map(({ nextAtMs }) => nextAtMs ?? Number.POSITIVE_INFINITY))
    this.alarm = setTimeout(() => this.look(), Math.min(Math.max(soonest - nowMs, 1), longestSleepMs))
    this.alarm.unref()
  }
}
