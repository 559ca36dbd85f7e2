/** One thing to be timed; it answers how many operations it did. */
export interface Contestant {
  readonly name: string
  readonly round: () => Promise<number>
  /** Outside of the time: putting things back. */
  readonly between?: () => Promise<void>
}

export interface Timed {
  readonly name: string
  /** Median over the rounds. */
  readonly msEach: number
  readonly cpuMicrosEach: number
  /** Of every round: milliseconds for each operation. */
  readonly rounds: readonly number[]
  /** Of every round: microseconds of this process's processor time for each operation. */
  readonly cpuRounds: readonly number[]
}

export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((left, right) => left - right)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { median: at(0.5), least: at(0), most: at(1) }
}

/** Uncounted: a function instance serves thousands of calls, and code is compiled only after some hundreds. */
const WARM_UP_ROUNDS = 10

/**
 * Rounds in which every contestant has its turn, each time in another order: what the machine does beside that falls on
 * all of them.
 */
export async function timeRounds(
  contestants: readonly Contestant[],
  rounds: number,
): Promise<ReadonlyMap<string, Timed>> {
  const each = new Map(contestants.map(({ name }) => [name, { ms: [] as number[], cpu: [] as number[] }]))
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    const order = contestants.map(
      (_, at) => contestants[(at + round + WARM_UP_ROUNDS) % contestants.length] as Contestant,
    )
    for (const { name, round: run, between } of order) {
      const cpu = process.cpuUsage()
      const startedMs = performance.now()
      const done = await run()
      const ms = (performance.now() - startedMs) / done
      const { user, system } = process.cpuUsage(cpu)
      if (round >= 0) each.get(name)?.ms.push(ms)
      if (round >= 0) each.get(name)?.cpu.push((user + system) / done)
      await between?.()
    }
  }
  return new Map(
    [...each].map(([name, { ms, cpu }]) => [
      name,
      { name, msEach: spreadOf(ms).median, cpuMicrosEach: spreadOf(cpu).median, rounds: ms, cpuRounds: cpu },
    ]),
  )
}

/** How many times as fast one was as another, round by round. */
export function ratioOf(
  timed: ReadonlyMap<string, Timed>,
  one: string,
  other: string,
  by: 'rounds' | 'cpuRounds' = 'rounds',
): Spread {
  const [first, second] = [timed.get(one)?.[by] ?? [], timed.get(other)?.[by] ?? []]
  return spreadOf(first.map((ms, round) => (second[round] ?? Number.NaN) / ms))
}
