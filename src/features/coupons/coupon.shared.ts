import type { Data } from '@/shared/api'
import { dateText, daysBetween, momentText } from '@/shared/format/dates'
import { moneyText } from '@/shared/format/money'

export type Coupon = Data<'coupons.wallet'>['items'][number]
export type CouponState = Coupon['state']

/** A stamp where a coupon is not simply usable: by a word, and not by its colour alone. */
export const STAMPS: Readonly<Record<CouponState, string>> = {
  usable: '',
  early: '未开始',
  expired: '已过期',
  used: '已使用',
  giving: '待领取',
  given: '已送出',
  withdrawn: '已收回',
}

/** So close to its end that it is said in another colour. */
const SOON_DAYS = 7

export const endsSoon = ({ state, usableUntil }: Pick<Coupon, 'state' | 'usableUntil'>, today: string): boolean =>
  state === 'usable' && daysBetween(today, usableUntil) <= SOON_DAYS

/** Until when it counts, or what became of it. */
export function daysText(
  coupon: Pick<Coupon, 'state' | 'usableFrom' | 'usableUntil' | 'use' | 'gift'>,
  today: string,
): string {
  const { state, usableFrom, usableUntil, use, gift } = coupon
  if (use) return `${momentText(use.atMs, today)} 在${use.storeName}用了，减 ${moneyText(use.discountFen)} 元`
  if (gift?.takenBy) return `${gift.takenBy}领走了`
  if (state === 'early') return `${dateText(usableFrom, today)}起可用`
  return usableUntil === today ? '今天最后一天' : `${dateText(usableUntil, today)}前可用`
}
