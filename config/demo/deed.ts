import type { BusinessDate } from '../../cloudfunctions/kernel/business-date'

/** What somebody does with what there is only so much of. */
export type OrderDeed = { readonly rewardId: string } & (
  | {
      readonly action: 'redeems_piece'
      readonly pricePoints: number
      /** Of an experience. */
      readonly slot?: string
      /** Whether it is sent to them. */
      readonly isSent?: boolean
    }
  | { readonly action: 'cancels' }
  /** They come for it, and the clerk hands it over. */
  | { readonly action: 'collects' }
  | { readonly action: 'is_sent' }
)

/** What goes from one to another, by a name that both know. */
export type GiftDeed =
  | { readonly action: 'gives_coupon'; readonly templateId: string; readonly gift: string }
  | { readonly action: 'takes_gift'; readonly gift: string }

/** What a timer does, at a moment that somebody's year counts on. */
export type TimerDeed = { readonly action: 'gifts_come_back' | 'friends_are_paid' }

export type Deed = OrderDeed | GiftDeed | TimerDeed

/** Something planned to the minute, since others count on it. */
export interface PlannedDeed {
  readonly onDay: BusinessDate
  readonly minute: number
  readonly deed: Deed
}
