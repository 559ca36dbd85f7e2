import type { Work } from '../../platform/context'
import { untilSettled } from '../../platform/guarded-store'
import type { CameOfIt, Order, OrderHappened } from '../orders'
import { isOfMerchantOf } from './merchants'
import { countOutcome } from './outcomes'
import { roomOf, touchAt } from './room'
import { shareCards, shareOutcomes } from './store'
import { creditOf } from './touch'

/** What an order is counted with: what is left of it, and as an order while anything is. */
const left = ({ leftFen }: Order) => ({ count: leftFen > 0 ? 1 : 0, amountFen: leftFen })

/** Counts an order with what a refund left of it, where it is counted with more. */
async function countLess(work: Work, order: Order): Promise<void> {
  await untilSettled(work, async () => {
    // Refunds only take away: of two amounts the smaller is the later one, in whichever order they are written.
    // guard: only-less
    const isMore = { _id: `order|${order._id}`, amountFen: { atLeast: order.leftFen + 1 } }
    return { value: await work.store.update(shareOutcomes, isMore, { set: left(order) }) }
  })
}

async function count(work: Work, { order, refund, account }: OrderHappened): Promise<void> {
  if (account?.member === order.member && !roomOf(account)) return
  // By the order itself: since it was paid the member may have come by another card, have been merged, or have left.
  if (refund) return countLess(work, order)
  const touch = account && touchAt(account, order.paidAtMs)
  // One that was kept after the order was posted counts for no function that tells of it: by the first the order may be
  // done and refunded, and a slow one would count all of it.
  // guard: touch-before-order
  if (!touch || touch.afterSeq >= (order.award?.seq ?? 0)) return
  const card = await work.store.get(shareCards, touch.card)
  // guard: one-merchant
  if (!card || !(await isOfMerchantOf(work, card.store, [order.store]))) return
  const { _id: source, member, paidAtMs: atMs } = order
  await countOutcome(work, creditOf(card), { kind: 'order', source, member, atMs, ...left(order) })
}

/**
 * Counts an order for the card that its member came by, and less of it after a refund. An account that no card brought
 * costs no call.
 */
export async function countOrder(work: Work, happened: OrderHappened): Promise<CameOfIt> {
  await count(work, happened)
  return {}
}
