import type { Work } from '../../../platform/context'
import type { Problem } from '../../../platform/problems'
import { newestVersion } from '../../../platform/published'
import type { Publishable } from '../../../platform/publishing'
import { couponTemplate } from '../../coupons'
import { firstPartOf } from '../../ledger'
import { storesInForce } from '../../staff'
import { ladderAt } from '../../tiers'
import type { Reward, Slot } from '../domain/reward'
import { REWARDS, rewardStock, slotStock, slotStockId } from '../stock-kinds'
import { putOnShelf } from './put-on-shelf'
import { frozenReward, readReward, rewardOf } from './reward-schema'
import { rewardDrafts } from './store'

const problem = (path: string, message: string): Problem => ({ path, message })

function unknownOnes(path: string, ids: readonly string[], known: readonly string[], what: string): Problem[] {
  return ids.flatMap((one, at) =>
    known.includes(one) ? [] : [problem(`${path}.${at}`, `没有这${what}，或者还没有发布`)],
  )
}

/** What it names that is not published. */
async function unpublished(work: Work, { own, tiers }: Reward): Promise<readonly Problem[]> {
  const stores = own.kind === 'item' || own.kind === 'experience' ? (own.stores ?? []) : []
  const knownStores = stores.length === 0 ? [] : (await storesInForce(work)).map(({ storeId }) => storeId)
  const knownTiers = tiers === null ? [] : (await ladderAt(work, work.nowMs)).map(({ tierId }) => tierId)
  const isUnknown = own.kind === 'coupon' && (await couponTemplate(work, own.templateId)) === null
  return [
    ...unknownOnes('stores', stores, knownStores, '家门店'),
    ...unknownOnes('tiers', tiers ?? [], knownTiers, '个等级'),
    ...(isUnknown ? [problem('templateId', '没有这种优惠券，或者还没有发布')] : []),
  ]
}

/** A stock that was made stays what it was: more is added by restocking, so that nothing is made twice or lost. */
async function otherStock(work: Work, { rewardId, stock }: Reward): Promise<readonly Problem[]> {
  const made = await firstPartOf(work, rewardStock.skuOf(rewardId))
  if (!made || made.to === stock) return []
  return [problem('stock', `第一次发布的是 ${made.to}，不能改；补货用 ops.restock`)]
}

async function otherSlot(work: Work, rewardId: string, at: number, slot: Slot, before: Slot | undefined) {
  const { slotId, startsAtMs, endsAtMs, capacity } = slot
  const made = await firstPartOf(work, slotStock.skuOf(slotStockId(rewardId, slotId)))
  const isMoved = before && (before.startsAtMs !== startsAtMs || before.endsAtMs !== endsAtMs)
  const isOver = !before && startsAtMs <= work.nowMs
  return [
    ...(isOver ? [problem(`slots.${at}.startsAtMs`, '已经过去了')] : []),
    ...(isMoved
      ? [problem(`slots.${at}.startsAtMs`, '这一场已经发布过，时间不能改；改期请另写一场，用新的 slotId')]
      : []),
    ...(made && made.to !== capacity
      ? [
          problem(
            `slots.${at}.capacity`,
            `第一次发布的是 ${made.to}，不能改；加名额用 ops.restock，kind 写 reward_slots`,
          ),
        ]
      : []),
  ]
}

const slotsOf = ({ own }: Reward): readonly Slot[] => (own.kind === 'experience' ? (own.slots ?? []) : [])

/** What was issued of it must still make sense: another kind of thing is another reward. */
async function otherThanBefore(work: Work, reward: Reward): Promise<readonly Problem[]> {
  const newest = await newestVersion(work.store, { kind: REWARDS, id: reward.rewardId })
  if (!newest) return []
  const before = rewardOf(newest)
  if (before.own.kind !== reward.own.kind)
    return [problem('kind', `发布过的是 ${before.own.kind}，不能改；请新建一个商品`)]
  const slots = slotsOf(reward).map((slot, at) => {
    const earlier = slotsOf(before).find(({ slotId }) => slotId === slot.slotId)
    return otherSlot(work, reward.rewardId, at, slot, earlier)
  })
  // Awaited together: one that fails while another is still awaited would end the whole function.
  return (await Promise.all([otherStock(work, reward), ...slots])).flat()
}

export const rewardsKind: Publishable = {
  kind: REWARDS,
  title: '商品',
  drafts: rewardDrafts,
  isRetirable: true,
  async problems(work, draft) {
    const { reward, problems } = readReward(draft)
    if (!reward) return problems
    return [...(await unpublished(work, reward)), ...(await otherThanBefore(work, reward))]
  },
  frozen: (_, body) => frozenReward(body),
  published: (work, { id }) => putOnShelf(work, id),
}
