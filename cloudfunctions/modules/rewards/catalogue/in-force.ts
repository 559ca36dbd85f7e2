import type { Work } from '../../../platform/context'
import type { Reward } from '../domain/reward'
import { REWARDS, rewardStock, slotStock, slotStockId } from '../stock-kinds'
import { rewardOf } from './reward-schema'

/** A reward in force; null for one that was never published or is retired. */
export async function rewardInForce(work: Work, rewardId: string): Promise<Reward | null> {
  const found = await work.published.inForce(work.store, REWARDS, rewardId, work.nowMs)
  return found && rewardOf(found)
}

/** All rewards in force. */
export async function rewardsInForce(work: Work): Promise<readonly Reward[]> {
  return (await work.published.allInForce(work.store, REWARDS, work.nowMs)).map(rewardOf)
}

/** The stock that one of a reward comes from; null where there is always one more. */
export function skuOf({ rewardId, own, stock }: Pick<Reward, 'rewardId' | 'own' | 'stock'>, slotId: string | null) {
  if (own.kind === 'experience' && own.slots && slotId !== null) return slotStock.skuOf(slotStockId(rewardId, slotId))
  return own.kind === 'code' || stock !== null ? rewardStock.skuOf(rewardId) : null
}

/** All stocks of a reward. */
export function skusOf(reward: Pick<Reward, 'rewardId' | 'own' | 'stock'>): readonly string[] {
  const { own } = reward
  const slotIds = own.kind === 'experience' && own.slots ? own.slots.map(({ slotId }) => slotId) : [null]
  return slotIds.map((slotId) => skuOf(reward, slotId)).filter((sku) => sku !== null)
}
