import { spokenDate } from '@/shared/format/dates'
import type { Coupon } from './coupon.shared'

/** `「满五十减十」明天到期`; of several the first, and how many more. Empty for none. */
export function endingText(coupons: readonly Pick<Coupon, 'title' | 'usableUntil'>[], today: string): string {
  const [first, ...others] = coupons
  if (!first) return ''
  const day = first.usableUntil === today ? '今天最后一天' : `${spokenDate(first.usableUntil, today)}到期`
  return `「${first.title}」${day}${others.length === 0 ? '' : `，另有 ${others.length} 张也快到期了`}`
}
