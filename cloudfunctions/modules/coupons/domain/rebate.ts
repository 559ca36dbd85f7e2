/** What of a purchase comes back as a coupon: a share of what was paid, from an amount on, and at most so much. */
export interface RebateRule {
  /** Basis points: 500 is five percent. */
  readonly bps: number
  readonly fromFen: number
  readonly mostFen: number
}

/** The rebate of what was paid, or of what a refund has left of it; rounded down, 0 where there is none. */
export function rebateOf({ bps, fromFen, mostFen }: RebateRule, paidFen: number): number {
  return paidFen < fromFen ? 0 : Math.min(Math.floor((paidFen * bps) / 10_000), mostFen)
}
