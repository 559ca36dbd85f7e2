/** The least that is still seen, of what is not nothing. */
const LEAST_PERCENT = 2

/** Heights in percent of the largest; nothing is 0, and something never looks like nothing. */
export function barHeights(values: readonly number[]): number[] {
  const most = Math.max(...values, 0)
  return values.map((value) => (value <= 0 ? 0 : Math.max(LEAST_PERCENT, Math.round((value / most) * 100))))
}

/** Which bars get their label, so that no two touch: the last, which is now, and every nth before it. */
export function labelledBars(bars: number, mostLabels: number): boolean[] {
  const every = Math.ceil(bars / mostLabels)
  return Array.from({ length: bars }, (_, at) => (bars - 1 - at) % every === 0)
}
