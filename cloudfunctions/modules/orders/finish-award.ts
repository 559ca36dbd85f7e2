import { businessDateOf } from '../../kernel/business-date'
import { Refusal } from '../../kernel/refusal'
import type { Work } from '../../platform/context'
import { type Account, accrual, type Decided, hold, limitsWith, unrewarded } from '../ledger'
import { type RulesInForce, rulesOn } from '../rules'
import { afterTierChange, withOrder } from '../tiers'
import { withPoints } from './domain/lines'
import { dayLimitOf, earnedBy, fitted, isCountedByDay } from './earned'
import { orderListeners } from './listeners'
import { ORDER_PAID } from './order-rules'
import { type Posted, postFor, settlePart } from './posting'
import type { Order, OrderAward } from './store'
import { isTierMoved, movedBy, orderTraceOf } from './trace'

/** What an order posts, with all that changes in the same write: growth, tier, what the day has earned. */
async function decideAward(work: Work, inForce: RulesInForce, order: Order, account: Account): Promise<Decided> {
  const { points, trace } = await earnedBy(work, inForce, order, account)
  const paidOn = businessDateOf(order.paidAtMs)
  const grown = await withOrder(work, account, { amountFen: order.amountFen, on: paidOn, orders: 1, cause: 'order' })
  const cause = {
    op: `or|${order._id}`,
    ref: { kind: 'order', id: order._id },
    trace: fitted({ ...trace, ...movedBy(grown) }),
  }
  const { vestsOn, expiresOn } = order
  const earned = { points, on: businessDateOf(order.atMs), expiresOn }
  // Finished so late that it would have vested already, it is simply earned.
  const isHeld = vestsOn !== null && vestsOn > work.today
  const held = () => (isHeld ? hold(cause, account, { ...earned, vestsOn }) : accrual(cause, account, earned))
  return {
    posting: points === 0 ? unrewarded(cause) : held(),
    marks: {
      rooms: grown.rooms,
      limits: isCountedByDay(inForce) ? limitsWith(account, dayLimitOf(order), points, work.today) : account.limits,
    },
  }
}

function awardOf(posted: Posted | null): OrderAward {
  if (!posted) return { points: 0, isHeld: false, newTier: null, account: null, seq: null }
  const { entry } = posted.line
  return {
    points: entry.points,
    isHeld: entry.kind === 'hold',
    newTier: orderTraceOf(entry).newTier ?? null,
    account: posted.account._id,
    seq: entry.seq,
  }
}

/** Posts what an order earns, tells who has to know, and settles it. Done before or not, the result is the same. */
export async function finishAward(work: Work, order: Order): Promise<Order | Refusal<'account_frozen'>> {
  if (order.award) return order
  const inForce = await rulesOn(work, ORDER_PAID, order.rulesVersion)
  const at = { key: order._id, member: order.member }
  const posted = await postFor(work, order, at, (account) => decideAward(work, inForce, order, account))
  if (posted instanceof Refusal) return posted
  const award = awardOf(posted)
  const part = { award, lines: withPoints(order.lines, award.points) }
  const account = posted?.account ?? null
  if (posted && isTierMoved(posted.line.entry)) await afterTierChange(work, posted.account)
  for (const tell of work.registry.all(orderListeners))
    await tell(work, { order: { ...order, ...part }, refund: null, account })
  return settlePart(
    work,
    order,
    (now) => now.award !== null,
    () => part,
  )
}
