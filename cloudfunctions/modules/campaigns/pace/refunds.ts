import { type BusinessDate, businessDateOf } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import { leftOfQuota, takeFromQuota } from '../../ledger'
import { type CameOfIt, type OrderHappened, refundIdOf } from '../../orders'
import { goneOf } from '../../rules'
import { isWatched } from './watched'

/** More than a day could ever take back. */
const NO_BOUND = 1_000_000_000_000

/** What refunds of a day took back of a campaign: a sum that counts each refund once. */
const takenBackOf = (campaignId: string, on: BusinessDate) => ({
  id: `cr|${campaignId}|${on}`,
  shards: 1,
  parts: [NO_BOUND],
})

/**
 * Counts what a refund takes back of the campaigns that the breaker watches, by the order's own share. What an order earns
 * is not counted here: it is told nothing, and costs nothing.
 */
export async function countRefund(work: Work, { order, refund }: OrderHappened): Promise<CameOfIt> {
  if (!refund) return {}
  const gone = { before: refund.leftFen + refund.amountFen, after: refund.leftFen, of: order.amountFen }
  for (const { campaignId, points } of order.award?.campaigns ?? []) {
    const amount = goneOf(points, gone)
    if (amount === 0 || !(await isWatched(work, campaignId))) continue
    const op = `cr|${refundIdOf(order._id, refund)}`
    await takeFromQuota(work, takenBackOf(campaignId, businessDateOf(refund.atMs)), { op, amount })
  }
  return {}
}

export async function takenBackOn(work: Work, campaignId: string, on: BusinessDate): Promise<number> {
  return NO_BOUND - (await leftOfQuota(work, takenBackOf(campaignId, on).id, [NO_BOUND]))
}
