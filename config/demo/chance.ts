import type { Random } from '../../cloudfunctions/kernel/seeded-random'

/** A whole number from `from` to `to`, both included. */
export function between(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1))
}

export function pick<T>(random: Random, from: readonly T[]): T {
  const picked = from[between(random, 0, from.length - 1)]
  if (picked === undefined) throw new Error('nothing to pick from')
  return picked
}

/** One of the names, each as likely as its weight among all. */
export function pickWeighted<T extends string>(random: Random, weights: Readonly<Record<T, number>>): T {
  const entries = Object.entries<number>(weights) as [T, number][]
  let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  const found = entries.find(([, weight]) => {
    left -= weight
    return left < 0
  })
  return (found ?? pick(random, entries))[0]
}

/** The same elements in an order of chance (Fisher-Yates). */
export function shuffled<T>(random: Random, from: readonly T[]): readonly T[] {
  const result = [...from]
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = between(random, 0, last)
    const [moved, taken] = [result[other] as T, result[last] as T]
    result[last] = moved
    result[other] = taken
  }
  return result
}
