import type { StockKind, Unit } from '../ledger'
import { freeRewardUnit, rewardUnits } from './orders/store'

export const REWARDS = 'rewards'

const STOCKED = {
  units: rewardUnits,
  free: (unit: Unit) => freeRewardUnit(unit),
  // The shelf's job opens the stocks that publishing did not get to: it looks at all rewards anyway.
  wanted: async () => [],
}

/** Stocks of rewards: a claimed unit is the order. The units of a code pool are imported, each with its code. */
export const rewardStock = { ...STOCKED, kind: REWARDS, skuOf: (id) => `rw|${id}` } satisfies StockKind

/** Places in the slots of an experience. Restocked as `<reward>_<slot>`. */
export const slotStock = { ...STOCKED, kind: 'reward_slots', skuOf: (id) => `rs|${id}` } satisfies StockKind

export const slotStockId = (rewardId: string, slotId: string) => `${rewardId}_${slotId}`

/** The reward that a stock belongs to, and the slot where it is one of those. */
export function stockedBy(sku: string): { readonly rewardId: string; readonly slotId: string | null } {
  const id = sku.slice(3)
  const cut = id.lastIndexOf('_')
  return sku.startsWith('rs|')
    ? { rewardId: id.slice(0, cut), slotId: id.slice(cut + 1) }
    : { rewardId: id, slotId: null }
}
