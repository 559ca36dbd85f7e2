import { type CartLine, sumOf } from './cart'
import { after, type Bill, billOf, type Discount, discountOf, isDiscount, type NoDiscount } from './discount'
import { combine, type StackingRules } from './stacking'
import { COUPON_KINDS, type Terms } from './terms'

export interface Candidate {
  readonly couponId: string
  readonly terms: Terms
  /** The first moment at which it counts no more. */
  readonly endsAtMs: number
}

export interface Applied extends Discount {
  readonly candidate: Candidate
}

/** Why a coupon is not among the best. */
export type LeftOut =
  | NoDiscount
  /** One that is used takes nothing beside it. */
  | { readonly why: 'does_not_combine'; readonly with: Candidate }
  /** It could be used as well, or in place of another, and would take off no more. */
  | { readonly why: 'no_better' }

export interface Combination {
  /** In the order in which they are taken off. */
  readonly applied: readonly Applied[]
  readonly discountFen: number
  readonly payableFen: number
  readonly leftOut: readonly { readonly candidate: Candidate; readonly because: LeftOut }[]
}

/** So many coupons are searched through at most: those that take off most by themselves. */
const MOST_SEARCHED = 12

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1
}

/**
 * The order in which coupons of an order are taken off. What counts for some lines only goes first, as what counts for
 * all finds enough elsewhere; then it goes by kind, and the one that ends sooner goes before.
 */
function inOrder(one: Candidate, other: Candidate): number {
  return (
    Number(one.terms.categories === null) - Number(other.terms.categories === null) ||
    COUPON_KINDS.indexOf(one.terms.benefit.kind) - COUPON_KINDS.indexOf(other.terms.benefit.kind) ||
    one.endsAtMs - other.endsAtMs ||
    compareText(one.couponId, other.couponId)
  )
}

interface Alone {
  readonly candidate: Candidate
  /** What it takes off when it is the only one: with others it is never more. */
  readonly discountFen: number
}

/** What is worth searching through, in the order in which coupons are taken off. */
function searched(candidates: readonly Candidate[], bill: Bill): readonly Alone[] {
  return candidates
    .flatMap((candidate) => {
      const found = discountOf(candidate.terms, bill)
      return isDiscount(found) ? [{ candidate, discountFen: found.discountFen }] : []
    })
    .sort((one, other) => other.discountFen - one.discountFen || inOrder(one.candidate, other.candidate))
    .slice(0, MOST_SEARCHED)
    .sort((one, other) => inOrder(one.candidate, other.candidate))
}

/** The set that takes off most; of equal ones the one of fewer coupons, then the one that is found first. */
function search(bill: Bill, alone: readonly Alone[], rules: StackingRules): readonly Applied[] {
  let best: { readonly applied: readonly Applied[]; readonly discountFen: number } = { applied: [], discountFen: 0 }
  const visit = (at: number, now: Bill, applied: readonly Applied[], discountFen: number): void => {
    const isMore = discountFen > best.discountFen
    const isShorter = discountFen === best.discountFen && applied.length < best.applied.length
    if (isMore || isShorter) best = { applied, discountFen }
    const next = alone[at]
    const within = sumOf(alone.slice(at).map((rest) => rest.discountFen))
    if (!next || discountFen + within < best.discountFen) return
    const { candidate } = next
    if (applied.every((used) => combine(used.candidate.terms, candidate.terms, rules))) {
      const found = discountOf(candidate.terms, now)
      if (isDiscount(found))
        visit(at + 1, after(now, found), [...applied, { candidate, ...found }], discountFen + found.discountFen)
    }
    visit(at + 1, now, applied, discountFen)
  }
  visit(0, bill, [], 0)
  return best.applied
}

/**
 * The coupons that take off most of a purchase when used together, what each takes off, and why the others are not among
 * them. All pairs of them combine, and they are taken off in a fixed order.
 */
export function bestCombination(
  candidates: readonly Candidate[],
  lines: readonly CartLine[],
  rules: StackingRules,
): Combination {
  const bill = billOf(lines)
  const applied = search(bill, searched(candidates, bill), rules)
  const discountFen = sumOf(applied.map((used) => used.discountFen))
  const isUsed = (candidate: Candidate) => applied.some((used) => used.candidate === candidate)
  const leftOut = candidates
    .filter((candidate) => !isUsed(candidate))
    .map((candidate) => ({ candidate, because: because(candidate, bill, applied, rules) }))
  return { applied, discountFen, payableFen: sumOf(bill.leftFen) - discountFen, leftOut }
}

function because(candidate: Candidate, bill: Bill, applied: readonly Applied[], rules: StackingRules): LeftOut {
  const found = discountOf(candidate.terms, bill)
  if (!isDiscount(found)) return found
  const excluding = applied.find((used) => !combine(used.candidate.terms, candidate.terms, rules))
  return excluding ? { why: 'does_not_combine', with: excluding.candidate } : { why: 'no_better' }
}
