/** The least that is still seen, of what is not nothing. */
const LEAST_PERCENT = 2

/** Lengths in percent of the largest; nothing is 0, and something never looks like nothing. */
export function barPercents(values: readonly number[]): number[] {
  const most = Math.max(...values, 0)
  return values.map((value) => (value <= 0 ? 0 : Math.max(LEAST_PERCENT, Math.round((value / most) * 100))))
}
