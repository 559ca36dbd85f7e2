export interface FaultSettings {
  readonly latencyMs: number
  readonly lostReplyRate: number
  readonly errorRate: number
  readonly lateApplyRate: number
  readonly seed: number
}

/** What happens to one database request. `lateApply` takes effect after the function was told that it failed. */
export type Fault = 'none' | 'lostReply' | 'error' | 'lateApply'

const none: FaultSettings = { latencyMs: 0, lostReplyRate: 0, errorRate: 0, lateApplyRate: 0, seed: 0 }
const longestLatencyMs = 60_000
const lateAfterMs = { least: 20, most: 200 }

/** Mulberry32: small, and the same sequence from the same seed on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function setting(raw: Record<string, unknown>, name: keyof FaultSettings, most: number): number {
  const value = raw[name] ?? 0
  if (typeof value !== 'number' || !(value >= 0) || value > most) throw new RangeError(`${name} is not in 0..${most}`)
  return value
}

/** Faults that the tests and the console switch on, between the functions and the database. */
export class Faults {
  private settings = none
  private random = randomFrom(0)
  private fired = { latency: 0, lostReply: 0, error: 0, lateApply: 0 }

  /** Starts the sequence and the counts anew. */
  set(raw: Record<string, unknown>): void {
    const settings = {
      latencyMs: setting(raw, 'latencyMs', longestLatencyMs),
      lostReplyRate: setting(raw, 'lostReplyRate', 1),
      errorRate: setting(raw, 'errorRate', 1),
      lateApplyRate: setting(raw, 'lateApplyRate', 1),
      seed: setting(raw, 'seed', Number.MAX_SAFE_INTEGER),
    }
    if (settings.lostReplyRate + settings.errorRate + settings.lateApplyRate > 1)
      throw new RangeError('the rates add up to more than 1')
    this.settings = settings
    this.random = randomFrom(settings.seed)
    this.fired = { latency: 0, lostReply: 0, error: 0, lateApply: 0 }
  }

  state() {
    return { ...this.settings, fired: { ...this.fired } }
  }

  latencyMs(): number {
    if (this.settings.latencyMs > 0) this.fired.latency++
    return this.settings.latencyMs
  }

  /** A read cannot take effect late, so there the draw for it means nothing. */
  next(isWrite: boolean): Fault {
    const { lostReplyRate, errorRate, lateApplyRate } = this.settings
    if (lostReplyRate + errorRate + lateApplyRate === 0) return 'none'
    const fault = this.pick(this.random(), isWrite)
    if (fault !== 'none') this.fired[fault]++
    return fault
  }

  private pick(draw: number, isWrite: boolean): Fault {
    const { lostReplyRate, errorRate, lateApplyRate } = this.settings
    if (draw < errorRate) return 'error'
    if (draw < errorRate + lostReplyRate) return 'lostReply'
    return isWrite && draw < errorRate + lostReplyRate + lateApplyRate ? 'lateApply' : 'none'
  }

  lateAfterMs(): number {
    return lateAfterMs.least + this.random() * (lateAfterMs.most - lateAfterMs.least)
  }

  /** Half of the lost replies break the connection, half say "system error": functions must survive both. */
  isConnectionLost(): boolean {
    return this.random() < 0.5
  }
}
