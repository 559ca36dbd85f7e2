import type { Data, RefusalCode } from '@/shared/api'
import { dateOf, spokenDate } from '@/shared/format/dates'
import { moneyText } from '@/shared/format/money'
import { pointsText } from '@/shared/format/points'

type Recorded = Data<'orders.record'>

/** What the one big button says: what will happen. The points are the server's, and missing while it has not said. */
export function confirmText(amountFen: number, points: number | null, name: string): string {
  if (amountFen === 0) return '请输入金额'
  const money = `记 ${moneyText(amountFen)} 元`
  return points === null ? money : `${money}，积 ${pointsText(points)} ${name}`
}

/** What came of a recorded order, in one line for clerk and customer. */
export function recordedText({ points, newTier }: Recorded, nowMs: number, name: string): string {
  const parts: string[] = []
  if (points.available > 0) parts.push(`得 ${pointsText(points.available)} ${name}`)
  if (points.pending > 0 && points.vestsOn)
    parts.push(`${pointsText(points.pending)} ${name}，${spokenDate(points.vestsOn, dateOf(nowMs))}到账`)
  if (parts.length === 0) parts.push(`这一单没有${name}`)
  if (newTier) parts.push(`升为${newTier}`)
  return parts.join('，')
}

/** Twenty digits, however they were typed or read. Null for what cannot be a member's code. */
export function memberCodeOf(text: string): string | null {
  const digits = text.replaceAll(/[\s-]/g, '')
  return /^\d{20}$/.test(digits) ? digits : null
}

/** A name may not be known while the network is slow; the order can be recorded all the same. */
export const isUnknownYet = (code: RefusalCode<'members.scan'> | 'unanswered'): boolean =>
  code === 'unanswered' || code === 'busy' || code === 'internal'
