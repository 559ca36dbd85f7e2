/** A number of things given out by weights: to each its whole share first, then one more to whom most is missing. */
export function sharedOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const shares = weights.map((weight) => Math.floor((total * weight) / sum))
  const missing = weights.map((weight) => (total * weight) % sum)
  for (let left = total - shares.reduce((all, share) => all + share, 0); left > 0; left -= 1) {
    const most = missing.indexOf(Math.max(...missing))
    shares[most] = (shares[most] ?? 0) + 1
    missing[most] = -1
  }
  return shares
}
