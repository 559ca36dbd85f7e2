/**
 * Splits a whole number over weights, each part in proportion: the parts always add up to the total. What rounding
 * down leaves over goes to the largest remainders, of equal ones to the earlier (largest remainder, Hamilton's method),
 * so the same input gives the same parts everywhere. A weight of zero gets nothing.
 *
 * Throws for what is not whole or is negative, and when all weights are zero: there would be nobody to have it.
 */
export function prorate(total: number, weights: readonly number[]): readonly number[] {
  for (const number of [total, ...weights]) {
    if (!Number.isSafeInteger(number) || number < 0) throw new Error(`${number} cannot be split, or weigh`)
  }
  // Money times money leaves what a double keeps exactly.
  const sum = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (sum === 0n) throw new Error(`nothing has a weight to split ${total} over`)
  const shares = weights.map((weight, at) => {
    const product = BigInt(total) * BigInt(weight)
    return { at, part: Number(product / sum), remainder: product % sum }
  })
  const left = total - shares.reduce((sum, { part }) => sum + part, 0)
  const byRemainder = [...shares].sort((one, other) =>
    one.remainder === other.remainder ? one.at - other.at : one.remainder > other.remainder ? -1 : 1,
  )
  const raised = new Set(byRemainder.slice(0, left).map(({ at }) => at))
  return shares.map(({ at, part }) => part + (raised.has(at) ? 1 : 0))
}
