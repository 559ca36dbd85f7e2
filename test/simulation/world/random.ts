import type { Random } from '../../../cloudfunctions/kernel/seeded-random'

export function pick<T>(random: Random, options: readonly T[]): T {
  return options[Math.floor(random() * options.length)] as T
}

export const at = (random: Random, below: number): number => Math.floor(random() * below)

/** One of some, each as often as its weight says. */
export function weighted<T extends string>(random: Random, options: readonly (readonly [T, number])[]): T {
  let point = random() * options.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [option, weight] of options) {
    point -= weight
    if (point < 0) return option
  }
  return (options.at(-1) as readonly [T, number])[0]
}

/** A stream of its own for what goes on beside others, so that neither disturbs the other. */
export function forked(random: Random): Random {
  const numbers = Array.from({ length: 16 }, () => random())
  let next = 0
  return () => {
    next += 1
    return numbers[next % numbers.length] as number
  }
}
