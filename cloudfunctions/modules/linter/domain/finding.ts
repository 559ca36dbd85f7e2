/** What somebody would do to gain by a fault, step by step. */
export type Act =
  /** Pays for an order, so many times. */
  | { readonly act: 'pay'; readonly amountFen: number; readonly times: number }
  /** Has the last payment refunded, all of it. */
  | { readonly act: 'refund' }
  /** Uses a coupon in an order that is bought anyway, so many times. */
  | { readonly act: 'use'; readonly templateId: string; readonly amountFen: number; readonly times: number }
  /** Has a coupon of a template to begin with. */
  | { readonly act: 'claim'; readonly templateId: string }
  /** A friend whom one has brought pays for a first order, and waits until it can no longer be given back; in the end it is. */
  | { readonly act: 'friend_pays'; readonly amountFen: number }
  | { readonly act: 'friend_refunds' }
  | { readonly act: 'redeem'; readonly rewardId: string; readonly times: number }

/** Something in a draft that is most likely not meant. */
export interface Finding {
  readonly code: string
  /** An error costs money, breaks a promise or a law; a warning may be meant. */
  readonly severity: 'error' | 'warning'
  /** Where in the document: `rules.0.effects.1.templateId`. */
  readonly path: string
  /** What is wrong, in Chinese. */
  readonly what: string
  /** What to do about it, in Chinese. */
  readonly todo: string
  /** How somebody gains by it, where it is a fault of money. */
  readonly acts?: readonly Act[]
}
