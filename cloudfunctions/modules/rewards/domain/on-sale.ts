import { type BusinessDate, monthOf } from '../../../kernel/business-date'
import type { LimitPer, Reward, Slot } from './reward'

export type SaleState = 'not_yet' | 'on_sale' | 'ended'

/** Whether something is on sale at a moment: from one moment on and until before another. */
export function saleStateAt(
  { onSaleFromMs, onSaleUntilMs }: Pick<Reward, 'onSaleFromMs' | 'onSaleUntilMs'>,
  atMs: number,
): SaleState {
  if (atMs < onSaleFromMs) return 'not_yet'
  return onSaleUntilMs !== null && atMs >= onSaleUntilMs ? 'ended' : 'on_sale'
}

/** Whether a slot may still be booked: until it begins. */
export function isBookable({ startsAtMs }: Pick<Slot, 'startsAtMs'>, atMs: number): boolean {
  return atMs < startsAtMs
}

/** The period that a redemption of a day counts in, as the ledger's limits name it. */
export function periodOf(limitPer: LimitPer, today: BusinessDate): string {
  switch (limitPer) {
    case 'day':
      return today
    case 'month':
      return monthOf(today)
    case 'year':
      return today.slice(0, 4)
    case 'ever':
      return 'ever'
  }
}
