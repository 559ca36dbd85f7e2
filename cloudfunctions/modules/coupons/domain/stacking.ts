import type { CouponKind, Terms } from './terms'

/** Kinds of which an order may take two coupons together, in either order. Any other two exclude each other. */
export type StackingRules = readonly (readonly [CouponKind, CouponKind])[]

/** Whether an order may take both. Of one group it never does. */
export function combine(one: Terms, other: Terms, rules: StackingRules): boolean {
  if (one.stackingGroup === other.stackingGroup) return false
  const [kind, otherKind] = [one.benefit.kind, other.benefit.kind]
  return rules.some(
    ([first, second]) => (first === kind && second === otherKind) || (first === otherKind && second === kind),
  )
}
