/** What a coupon gives and where it counts: the template as it was when the coupon was issued. Money is fen. */

/** What is taken off, by kind. A threshold is what the lines in scope must cost together. */
export type Benefit =
  /** So much off, whatever is bought. */
  | { readonly kind: 'cash'; readonly discountFen: number }
  /** So much off from an amount on. */
  | { readonly kind: 'threshold'; readonly discountFen: number; readonly thresholdFen: number }
  /** Whole percent off, at most so much. */
  | { readonly kind: 'percent'; readonly percentOff: number; readonly capFen: number; readonly thresholdFen: number }
  /** One line in scope for nothing, as long as it costs no more than the cap; of a dearer one so much. */
  | { readonly kind: 'exchange'; readonly capFen: number }
  /** So much off what delivery costs, once the goods cost enough. Its scope is the lines that are delivery. */
  | { readonly kind: 'delivery'; readonly discountFen: number; readonly thresholdFen: number }

export type CouponKind = Benefit['kind']

export interface Terms {
  readonly title: string
  /** What a member should know beside what the terms say; empty when there is nothing. */
  readonly text: string
  /** A file of the cloud's storage; empty when there is none. */
  readonly picture: string
  readonly benefit: Benefit
  /** Stores that take it; null for all. */
  readonly stores: readonly string[] | null
  /** What the shop calls the lines it counts for; null for all. */
  readonly categories: readonly string[] | null
  /** Of one group an order takes one coupon. */
  readonly stackingGroup: string
  readonly isGivable: boolean
}

/** In the order in which coupons of an order are taken off, all else being equal. */
export const COUPON_KINDS = ['exchange', 'delivery', 'percent', 'threshold', 'cash'] as const satisfies CouponKind[]
