import { prorate } from '../../../kernel/prorate'
import { type CartLine, sumOf } from './cart'
import type { Terms } from './terms'

/** What one coupon takes off an order. */
export interface Discount {
  readonly discountFen: number
  /** What of it is of each line, in their order; they add up to it. */
  readonly shares: readonly number[]
}

/** Why a coupon takes nothing off. */
export type NoDiscount =
  | { readonly why: 'out_of_scope' }
  | { readonly why: 'below_threshold'; readonly missingFen: number }
  | { readonly why: 'nothing_left' }

/** What coupons of an order are taken off from: its lines, and what others have left of each. */
export interface Bill {
  readonly lines: readonly CartLine[]
  readonly leftFen: readonly number[]
}

export function billOf(lines: readonly CartLine[]): Bill {
  return { lines, leftFen: lines.map(({ amountFen }) => amountFen) }
}

/** The bill after a discount. */
export function after(bill: Bill, { shares }: Discount): Bill {
  return { ...bill, leftFen: bill.leftFen.map((left, at) => left - (shares[at] ?? 0)) }
}

const isInScope = ({ categories }: Terms, { category }: CartLine) =>
  categories === null || categories.includes(category)

function missingTo(thresholdFen: number, lines: readonly CartLine[]): number {
  return thresholdFen - sumOf(lines.map(({ amountFen }) => amountFen))
}

/** Takes an amount off lines, each by its part of what is left of them: none ever costs less than nothing. */
function spread(discountFen: number, leftFen: readonly number[]): Discount | NoDiscount {
  const most = Math.min(discountFen, sumOf(leftFen))
  return most <= 0 ? { why: 'nothing_left' } : { discountFen: most, shares: prorate(most, leftFen) }
}

/** Takes off the line of which most is left; of equal ones the first. */
function dearest(capFen: number, leftFen: readonly number[]): Discount | NoDiscount {
  const most = Math.max(...leftFen)
  const at = leftFen.indexOf(most)
  return spread(
    capFen,
    leftFen.map((left, nth) => (nth === at ? left : 0)),
  )
}

/**
 * What a coupon takes off a bill. What it is worth, and whether its threshold is met, goes by what the lines in scope
 * cost; other coupons of the order only leave less to take it from. So a discount is never above the eligible amount
 * and nothing ever costs less than nothing. Percent are rounded down to the fen.
 */
export function discountOf(terms: Terms, { lines, leftFen }: Bill): Discount | NoDiscount {
  const { benefit } = terms
  const scope = lines.map((line) => isInScope(terms, line))
  const eligible = lines.filter((_, at) => scope[at])
  if (eligible.length === 0) return { why: 'out_of_scope' }
  const leftInScope = leftFen.map((left, at) => (scope[at] ? left : 0))
  const eligibleFen = sumOf(eligible.map(({ amountFen }) => amountFen))
  switch (benefit.kind) {
    case 'cash':
      return spread(benefit.discountFen, leftInScope)
    case 'exchange':
      return dearest(benefit.capFen, leftInScope)
    case 'threshold': {
      const missingFen = missingTo(benefit.thresholdFen, eligible)
      return missingFen > 0 ? { why: 'below_threshold', missingFen } : spread(benefit.discountFen, leftInScope)
    }
    case 'percent': {
      const missingFen = missingTo(benefit.thresholdFen, eligible)
      if (missingFen > 0) return { why: 'below_threshold', missingFen }
      return spread(Math.min(Math.floor((eligibleFen * benefit.percentOff) / 100), benefit.capFen), leftInScope)
    }
    case 'delivery': {
      const goods = lines.filter((_, at) => !scope[at])
      const missingFen = missingTo(benefit.thresholdFen, goods)
      return missingFen > 0 ? { why: 'below_threshold', missingFen } : spread(benefit.discountFen, leftInScope)
    }
  }
}

export function isDiscount(found: Discount | NoDiscount): found is Discount {
  return 'shares' in found
}
