import { canonicalJson, type Json } from '../../../kernel/canonical-json'

/** What a wheel may give. Odds are parts per million; stock is how many there are in all, null for as many as are drawn. */
interface Drawable {
  readonly prizeId: string
  readonly name: string
  readonly oddsPpm: number
}

interface Worth extends Drawable {
  /** What one is worth, by its market price: also where it is a right to use something. */
  readonly valueFen: number
}

export interface PointsPrize extends Worth {
  readonly kind: 'points'
  readonly points: number
  readonly stock: number | null
}

/** A coupon of the member's own, to be used as any other. */
export interface CouponPrize extends Worth {
  readonly kind: 'coupon'
  readonly templateId: string
  readonly stock: number | null
}

/** A thing that is handed over at the counter, for an exchange coupon. Nobody has as many as are drawn. */
export interface ItemPrize extends Worth {
  readonly kind: 'item'
  readonly templateId: string
  readonly stock: number
  /** The right to use it for a time, not the thing itself. */
  readonly isUseRight?: boolean
}

/** Nothing, said kindly. */
export interface ThanksPrize extends Drawable {
  readonly kind: 'thanks'
}

export type Prize = PointsPrize | CouponPrize | ItemPrize | ThanksPrize

/** How many there are of a prize; null where there is always one more. */
export function stockOf(prize: Prize): number | null {
  return prize.kind === 'thanks' ? null : prize.stock
}

/** A prize as a day's draws give it: a coupon is of the version that was promised. */
export type PromisedPrize = Prize & { readonly templateVersion?: number }

/** All that decides what a draw of a day gives. */
export interface PrizeList {
  readonly prizes: readonly PromisedPrize[]
  /** What a draw gives whose prize is out of stock. */
  readonly fallback: string
}

/** The one text of a prize list, which is what its published hash is of. */
export function listTextOf({ prizes, fallback }: PrizeList): string {
  return canonicalJson({ fallback, prizes: prizes as unknown as Json })
}

/** The list that a text of ours says. */
export function listOfText(text: string): PrizeList {
  return JSON.parse(text) as PrizeList
}

export function prizeIn({ prizes }: Pick<PrizeList, 'prizes'>, prizeId: string): PromisedPrize {
  const prize = prizes.find((one) => one.prizeId === prizeId)
  if (!prize) throw new Error(`there is no prize ${prizeId}`)
  return prize
}
