import type { Random } from '../../../cloudfunctions/kernel/seeded-random'

/** Something that waits for its turn: a call on its way, a pause, or an effect that is late. */
interface Waiting {
  readonly go: () => void
  readonly notBefore: number
}

/** More turns than any history needs: what is still busy by then will never settle. */
const TURNS_AT_MOST = 400_000
const LATENCY_MS = 40

/** Everything that waits for nothing outside has run: Node calls these only behind all settled promises. */
const drained = () => new Promise<void>((resolve) => process.nextTick(resolve))

/**
 * Decides which of all that waits goes on next. There are no timers in it and no turns of the event loop: so a seed
 * gives one history, on every machine.
 */
export class Schedule {
  /** Virtual time that only runs forward, for deadlines and caches. */
  elapsedMs = 0
  private turns = 0
  private readonly waiting: Waiting[] = []

  constructor(private readonly random: Random) {}

  /** Comes back when it is this one's turn, after so many other turns at least. */
  turn(after = 0): Promise<void> {
    return new Promise((go) => this.waiting.push({ go, notBefore: this.turns + after }))
  }

  /** Gives turns until nothing waits any more, or so many. */
  async run(most = TURNS_AT_MOST): Promise<void> {
    for (let given = 0; given < most; given += 1) {
      await drained()
      const next = this.takeNext()
      if (!next) return
      this.turns += 1
      if (this.turns > TURNS_AT_MOST) throw new Error('it never settles')
      this.elapsedMs += this.random() * LATENCY_MS
      next.go()
    }
    await drained()
  }

  private takeNext(): Waiting | undefined {
    const { length } = this.waiting
    if (length === 0) return undefined
    const first = Math.floor(this.random() * length)
    let chosen = first
    for (let offset = 0; offset < length; offset += 1) {
      const at = (first + offset) % length
      const { notBefore = 0 } = this.waiting[at] ?? {}
      if (notBefore <= this.turns) {
        chosen = at
        break
      }
      // When all of them are late, the earliest is next.
      if (notBefore < (this.waiting[chosen]?.notBefore ?? 0)) chosen = at
    }
    const next = this.waiting[chosen]
    const last = this.waiting.pop()
    if (last && chosen < this.waiting.length) this.waiting[chosen] = last
    return next
  }
}
