/** From (that moment included) to (that moment excluded). */
interface Span {
  readonly fromMs: number
  readonly untilMs: number
}

const holds = ({ fromMs, untilMs }: Span, atMs: number) => fromMs <= atMs && atMs < untilMs

/**
 * When a campaign runs in a rehearsal of some days: on its own days where any of them lie within, and all the time where
 * none do, as if it had been then.
 */
export function runsIn(period: Span, own: Span): Span {
  const isThen = own.fromMs < period.untilMs && period.fromMs < own.untilMs
  return isThen ? { fromMs: own.fromMs, untilMs: own.untilMs } : period
}

/** Whether it gives at a moment: it runs and is not paused. */
export function isGiving(runs: Span, pauses: readonly Span[], atMs: number): boolean {
  return holds(runs, atMs) && !pauses.some((pause) => holds(pause, atMs))
}

interface Version {
  readonly countsFromMs: number
  readonly isPaused: boolean
}

/** The times at which a campaign was really paused, by its versions in their order. */
export function pausesOf(versions: readonly Version[]): readonly Span[] {
  return versions.flatMap(({ countsFromMs, isPaused }, at) =>
    isPaused ? [{ fromMs: countsFromMs, untilMs: versions[at + 1]?.countsFromMs ?? Number.MAX_SAFE_INTEGER }] : [],
  )
}
