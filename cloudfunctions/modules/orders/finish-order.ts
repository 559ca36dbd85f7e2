import { Refusal } from '../../kernel/refusal'
import type { Work } from '../../platform/context'
import { sweepOf } from '../../platform/operation'
import { finishAward } from './finish-award'
import { finishRefund } from './finish-refund'
import { type Order, orders } from './store'

/**
 * Does all that an order has promised: what it earns first, then its refunds in their order.
 * @param isNew the order was written down by this very call: whoever else begins with it says so in it
 */
export async function finishOrder(
  work: Work,
  order: Order,
  { isNew } = { isNew: false },
): Promise<Order | Refusal<'account_frozen'>> {
  if (order.openSinceMs === null) return order
  let finished: Order | Refusal<'account_frozen'> = await finishAward(work, order, { isNew })
  for (const { kind, refundNo } of order.refunds) {
    if (finished instanceof Refusal) return finished
    const refund = finished.refunds.find((one) => one.kind === kind && one.refundNo === refundNo)
    if (refund) finished = await finishRefund(work, finished, refund)
  }
  return finished
}

/** Goes on with orders and refunds whose function ended. */
export const openOrdersJob = sweepOf('orders-finish', orders, (work, order) => finishOrder(work, order))
