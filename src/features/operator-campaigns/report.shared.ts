import type { Data } from '@/shared/api'
import { moneyText } from '@/shared/format/money'
import { pointsText } from '@/shared/format/points'

export type Report = Data<'ops.campaign-report'>
type Budget = Report['budgets'][number]

/** `总共 1,000 茶点`, or `每天 500.00 元`. */
export function budgetName({ unit, by, cap }: Budget, pointsName: string): string {
  const amounts = {
    points: `${pointsText(cap)} ${pointsName}`,
    fen: `${moneyText(cap)} 元`,
    times: `${pointsText(cap)} 次`,
  }
  return `${by === 'day' ? '每天' : '总共'} ${amounts[unit]}`
}

/** What is left of it, of today where it is by the day. */
export function leftText({ unit, by, left }: Budget): string {
  const some = unit === 'fen' ? moneyText(left) : pointsText(left)
  return `${by === 'day' ? '今天' : ''}${left <= 0 ? '用完了' : `还剩 ${some}`}`
}

/** How much of it is used, in whole percent; all only when it is. */
export function usedPercent({ cap, left }: Budget): number {
  return left <= 0 ? 100 : Math.min(99, Math.round(((cap - left) / cap) * 100))
}

/** What is looked at first: what a campaign does once it has begun, before that what it would do. */
export const firstTab = (state: string): 'report' | 'rehearsal' =>
  ['live', 'paused', 'ended', 'retired'].includes(state) ? 'report' : 'rehearsal'
