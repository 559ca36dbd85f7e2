import type { PrizeList } from './prize'

/** What the regulation asks a shop to publish of a draw, beside its prizes and their odds. */
export interface Disclosure {
  readonly organiser: string
  readonly contact: string
  /** Who may take part, and how. */
  readonly conditions: string
  readonly drawTime: string
  readonly drawMethod: string
  readonly claimTime: string
  readonly claimConditions: string
  readonly claimMethod: string
  readonly delivery: string
  readonly forfeiture: string
  /** How points and coupons that are prizes may be used. */
  readonly prizeRules: string
  readonly minors: string
}

/** What a wheel has beside what every campaign has. */
export interface Wheel extends PrizeList {
  /** Chances that every day brings by itself. */
  readonly freePerDay: number
  /** What a draw without a chance costs; absent where none is sold. */
  readonly pricePoints?: number | undefined
  /** The most draws of a member on one day, however they came by them. */
  readonly mostPerDay: number
  readonly disclosure: Disclosure
}
