/** What a rate adds to what it multiplies, rounded down: that itself is given already. Basis points: 20,000 is twice. */
export function surplusOf(points: number, rateBps: number): number {
  return Number((BigInt(points) * BigInt(rateBps - 10_000)) / 10_000n)
}
