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

/** `7月31日到期`: the last day is a day on which it counts. */
export const untilText = (usableUntil: string, today: string): string =>
  usableUntil === today ? '今天最后一天' : `${dateText(usableUntil, today)}到期`

type Dated = Pick<Coupon, 'state' | 'usableFrom' | 'usableUntil' | 'use' | 'gift' | 'whyNot'>

/** Until when it counts, or why it does not: one line, said once. */
export function daysText({ state, usableFrom, usableUntil, use, gift, whyNot }: Dated, today: string): string {
  switch (state) {
    case 'usable':
      return untilText(usableUntil, today)
    case 'early':
      return `${dateText(usableFrom, today)}起可用`
    case 'expired':
      return `${dateText(usableUntil, today)}到期了`
    case 'used':
      return use
        ? `${momentText(use.atMs, today)} 在${use.storeName}用了，减 ${moneyText(use.discountFen)} 元`
        : '用过了'
    case 'giving':
      return gift?.untilMs ? `${momentText(gift.untilMs, today)}前没人领，就回到您这里` : (whyNot ?? '')
    case 'given':
      return gift?.takenBy ? `${gift.takenBy}领走了` : '朋友领走了'
    case 'withdrawn':
      return whyNot ?? ''
  }
}
