import type { MonthPoints } from './sums'

/** What is owed and ends in one month, in points and in money. */
export interface Liability extends MonthPoints {
  readonly fen: number
}

const BPS = 10_000n

/** Rounded half up, in whole numbers: a billion points at ten yuan each is beyond what a double keeps exactly. */
function fenOf(points: bigint, costBps: bigint): bigint {
  return (points * costBps * 2n + BPS) / (BPS * 2n)
}

/**
 * Points by month with their cost. Each month has what rounding the running total adds, so that the months add up to
 * the cost of all points to the fen, and each is within one fen of its own.
 * @param costBps the cost of a point, in 1/10,000 of a fen
 */
export function liabilityOf(expiring: readonly MonthPoints[], costBps: number): readonly Liability[] {
  const cost = BigInt(costBps)
  let points = 0n
  return expiring.map((row) => {
    const before = fenOf(points, cost)
    points += BigInt(row.points)
    return { ...row, fen: Number(fenOf(points, cost) - before) }
  })
}
