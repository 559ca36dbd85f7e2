import type { EntryBody } from './entry'

/** Whether an entry lets the member use points up: what a frozen account may not do, while it still earns. */
export function isSpending({ kind, points }: Pick<EntryBody, 'kind' | 'points'>): boolean {
  return kind === 'redemption' || (kind === 'adjustment' && points < 0)
}
