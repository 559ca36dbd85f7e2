import type { Data } from '@/shared/api'
import { spokenDate } from '@/shared/format/dates'
import { moneyText } from '@/shared/format/money'
import { pointsText } from '@/shared/format/points'

export type Order = Data<'orders.list'>['items'][number]

/** What became of an order's money, where that is worth saying. */
export function refundText({ state, refundedFen }: Pick<Order, 'state' | 'refundedFen'>): string {
  if (state === 'refunded') return '已全部退款'
  return state === 'partly_refunded' ? `已退 ${moneyText(refundedFen)} 元` : ''
}

/** What an order's points are and from when they can be spent. */
export function earnedText(
  { points, vestsOn }: Pick<Order, 'points' | 'vestsOn'>,
  { today, name }: { readonly today: string; readonly name: string },
): string {
  if (points === 0) return `没有${name}`
  const amount = `${pointsText(points)} ${name}`
  return vestsOn === null ? `得 ${amount}` : `${amount}，${spokenDate(vestsOn, today)}到账`
}
