/** How long a function instance may go on with what it has read. */
export const RECENT_MS = 5_000
/** Names that are kept: whoever calls may bring new ones, and an instance lives long. */
const MOST_NAMES = 2_000

interface Held {
  readonly readAtMs: number
  readonly value: unknown
}

/**
 * What one function instance has read within the last five seconds, by a name of its own, so that it outlives a request.
 * Only for what may be five seconds old: what an operator has published or decided, never a balance.
 */
export class RecentReads {
  private readonly held = new Map<string, Held>()

  /** @param elapsedMs a clock that only runs forward: what is kept must not trust one that can be set */
  constructor(private readonly elapsedMs: () => number) {}

  /** What was read a moment ago, or what is read now. */
  async read<T>(name: string, load: () => Promise<T>): Promise<T> {
    const held = this.held.get(name)
    const readAtMs = this.elapsedMs()
    if (held && readAtMs - held.readAtMs < RECENT_MS) return held.value as T
    const value = await load()
    this.hold(name, value, readAtMs)
    return value
  }

  /** Holds what was learnt in another way than by reading it. */
  hold(name: string, value: unknown, readAtMs = this.elapsedMs()): void {
    this.held.delete(name)
    this.held.set(name, { readAtMs, value })
    const oldest = this.held.size > MOST_NAMES ? this.held.keys().next().value : undefined
    if (oldest !== undefined) this.held.delete(oldest)
  }

  /** What is held under a name, however old; null when nothing is. For what can never change. */
  peek<T>(name: string): T | null {
    return (this.held.get(name)?.value as T | undefined) ?? null
  }

  /** What was just changed here is seen here at once. */
  forget(name: string): void {
    this.held.delete(name)
  }
}
