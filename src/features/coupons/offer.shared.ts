import type { Data } from '@/shared/api'
import { pointsText } from '@/shared/format/points'

export type CouponOffer = Data<'coupons.offers'>['items'][number]

/** How long it counts once taken, and how many there are, where that is worth saying. */
export function termText({ validityText, left, state }: Pick<CouponOffer, 'validityText' | 'left' | 'state'>): string {
  return state === 'open' && left !== null ? `${validityText} · 还剩 ${pointsText(left)} 张` : validityText
}
