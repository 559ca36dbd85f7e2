import type { Data } from '@/shared/api'
import { moneyText } from '@/shared/format/money'

export type TodaysOrder = Data<'orders.today'>['items'][number]

/** What became of an order, where that is worth saying. */
export function stateText({ state, refundedFen }: Pick<TodaysOrder, 'state' | 'refundedFen'>): string {
  if (state === 'refunded') return '已退'
  return state === 'partly_refunded' ? `已退 ${moneyText(refundedFen)}` : ''
}

/** Whether it can still be taken back at a moment. */
export const canUndo = ({ undoUntilMs }: Pick<TodaysOrder, 'undoUntilMs'>, nowMs: number): boolean =>
  undoUntilMs !== null && undoUntilMs > nowMs
