/** What points buy: a published document as the product has it. Money is fen. */

/** How often a member may have it: so many in a day, month or year, or ever. */
export type LimitPer = 'day' | 'month' | 'year' | 'ever'

/** Sent to an address, handed over at a store, or either as the member likes. */
export type Delivery = 'send' | 'pick_up' | 'either'

/** When an experience takes place, and for how many. */
export interface Slot {
  readonly slotId: string
  readonly startsAtMs: number
  readonly endsAtMs: number
  readonly capacity: number
}

/** What is particular to a kind. */
export type Own =
  | { readonly kind: 'item'; readonly delivery: Delivery; readonly stores: readonly string[] | null }
  /** A gift card or a partner's code, from a pool that is imported. */
  | { readonly kind: 'code' }
  /** Without slots whoever has it comes when they like. */
  | { readonly kind: 'experience'; readonly slots: readonly Slot[] | null; readonly stores: readonly string[] | null }
  /** So many days of being something, from the day it is redeemed, or behind what one has of it already. */
  | {
      readonly kind: 'membership'
      readonly membership: string
      readonly days: number
      readonly includes: readonly string[]
    }
  | { readonly kind: 'coupon'; readonly templateId: string }

export type RewardKind = Own['kind']

export interface Reward {
  readonly rewardId: string
  readonly version: number
  readonly title: string
  readonly text: string
  readonly category: string | null
  readonly picture: string
  /** Its place in the mall: lower comes first. */
  readonly order: number
  readonly pricePoints: number
  /** Paid at the counter when it is handed over; null where points are enough. */
  readonly priceFen: number | null
  /** Null: there is always one more, or the stock is the codes or the slots. */
  readonly stock: number | null
  /** Null: as many as one can afford. */
  readonly limitPerMember: number | null
  readonly limitPer: LimitPer
  readonly onSaleFromMs: number
  readonly onSaleUntilMs: number | null
  /** The tiers that may have it; null for all members. */
  readonly tiers: readonly string[] | null
  readonly own: Own
}

/** More of one reward in one order would be a delivery of its own. */
const MOST_AT_ONCE = 10

/** How many of it one order may have: a code, a coupon or a membership is one thing of one member. */
export function mostAtOnce({ own, limitPerMember }: Pick<Reward, 'own' | 'limitPerMember'>): number {
  const isCountable = own.kind === 'item' || own.kind === 'experience'
  return isCountable ? Math.min(MOST_AT_ONCE, limitPerMember ?? MOST_AT_ONCE) : 1
}
