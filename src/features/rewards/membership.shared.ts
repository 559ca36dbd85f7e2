import type { Data } from '@/shared/api'
import { dateText, daysBetween } from '@/shared/format/dates'

export type Membership = Data<'rewards.memberships'>['items'][number]

/** So close to its end that it is worth saying how many days are left. */
const SOON_DAYS = 14

/** Until when somebody is something, or from when, or that it is over. */
export function termText(
  { from, until, isActive }: Pick<Membership, 'from' | 'until' | 'isActive'>,
  today: string,
): string {
  if (!isActive) return until < today ? `${dateText(until, today)}到期了` : `${dateText(from, today)}开始`
  const left = daysBetween(today, until)
  if (left === 0) return '今天最后一天'
  return left <= SOON_DAYS ? `用到 ${dateText(until, today)}，还有 ${left} 天` : `用到 ${dateText(until, today)}`
}
