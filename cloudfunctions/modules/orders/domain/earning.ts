/** So many points for so much money, the tier's rate on top. Rates are basis points: 15,000 is one and a half times. */
export interface Earning {
  readonly eligibleFen: number
  readonly points: number
  readonly perFen: number
  readonly rateBps: number
}

/** A tier that has no rate of its own, and somebody without a tier. */
export const PLAIN_RATE_BPS = 10_000

const productOf = ({ eligibleFen, points, rateBps }: Earning) => BigInt(eligibleFen) * BigInt(points) * BigInt(rateBps)
const divisorOf = ({ perFen }: Earning) => BigInt(perFen) * BigInt(PLAIN_RATE_BPS)

/** The points of an amount: in exact proportion, and rounded down once, at the end. */
export function pointsForAmount(earning: Earning): number {
  return Number(productOf(earning) / divisorOf(earning))
}

/** Whether rounding down has taken something. */
export function isRounded(earning: Earning): boolean {
  return productOf(earning) % divisorOf(earning) !== 0n
}

/** A rate as a person says it: `1.5`. */
export function rateText(rateBps: number): string {
  return String(rateBps / PLAIN_RATE_BPS)
}
