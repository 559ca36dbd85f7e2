import { WHOLE_PPM } from './outcome'

/** A prize in a test of many draws: the odds that each of them had for it, added up, and how often one fell on it. */
export interface Observed {
  readonly oddsSumPpm: number
  readonly fell: number
}

/** How far what was drawn is from what the odds promise. */
export interface Fit {
  /** Pearson's statistic: the sum of (drawn - expected)² / expected. */
  readonly chiSquare: number
  /** One fewer than there are prizes with odds. */
  readonly freedom: number
  /** What it exceeds once in a thousand honest wheels. */
  readonly bound: number
}

/** What chi-square exceeds once in a thousand, from one degree of freedom to eleven: a wheel has at most twelve prizes. */
const ONCE_IN_A_THOUSAND = [10.828, 13.816, 16.266, 18.467, 20.515, 22.458, 24.322, 26.124, 27.877, 29.588, 31.264]

export function boundOf(freedom: number): number {
  if (freedom === 0) return 0
  const bound = ONCE_IN_A_THOUSAND[freedom - 1]
  if (bound === undefined) throw new Error(`there is no bound for ${freedom} degrees of freedom`)
  return bound
}

/** Pearson's test of draws against their odds, by the prize that each fell on, whatever was given for it. */
export function fitOf(observed: readonly Observed[]): Fit {
  const likely = observed.filter(({ oddsSumPpm }) => oddsSumPpm > 0)
  const freedom = Math.max(0, likely.length - 1)
  const chiSquare = likely.reduce((sum, { oddsSumPpm, fell }) => {
    const expected = oddsSumPpm / WHOLE_PPM
    return sum + (fell - expected) ** 2 / expected
  }, 0)
  return { chiSquare, freedom, bound: boundOf(freedom) }
}
