import { businessDateOf } from '../../kernel/business-date'
import { Refusal } from '../../kernel/refusal'
import type { Work } from '../../platform/context'
import { type Account, accrual, type Decided, hold, limitsWith, unrewarded } from '../ledger'
import { awardFor, finishAwarded, type Gain, type RulesInForce, rulesOn, Taken } from '../rules'
import { afterTierChange, withOrder } from '../tiers'
import { awardOpOf } from './domain/identity'
import { withPoints } from './domain/lines'
import { dayLimitOf, factsOf, fitted, isCountedByDay, purchaseFactsOf } from './earned'
import { orderListeners } from './listeners'
import { ORDER_PAID } from './order-rules'
import { type Posted, postFor, settlePart } from './posting'
import type { Order, OrderAward } from './store'
import { isTierMoved, movedBy, orderTraceOf } from './trace'

/** What decides about an order, and what one run has taken of budgets for it. */
interface Deciding {
  readonly inForce: RulesInForce
  readonly taken: Taken
}

/**
 * What an order posts, with all that changes in the same write: growth, tier, what the day has earned, what campaigns
 * count.
 */
async function decideAward(work: Work, order: Order, account: Account, deciding: Deciding): Promise<Decided> {
  const { inForce } = deciding
  const facts = await factsOf(work, inForce, order, account)
  const op = awardOpOf(order)
  const asked = { event: ORDER_PAID, facts, atMs: order.paidAtMs, op, account, ...deciding }
  const { points, trace, limits } = await awardFor(work, asked)
  const paidOn = businessDateOf(order.paidAtMs)
  const grown = await withOrder(work, account, { amountFen: order.amountFen, on: paidOn, orders: 1, cause: 'order' })
  const cause = {
    op,
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
      limits: isCountedByDay(inForce) ? limitsWith({ limits }, dayLimitOf(order), points, work.today) : limits,
    },
  }
}

function awardOf(posted: Posted | null, gains: readonly Gain[]): OrderAward {
  if (!posted) return { points: 0, isHeld: false, newTier: null, account: null, seq: null }
  const { entry } = posted.line
  return {
    points: entry.points,
    isHeld: entry.kind === 'hold',
    newTier: orderTraceOf(entry).newTier ?? null,
    account: posted.account._id,
    seq: entry.seq,
    ...(gains.length > 0
      ? { campaigns: gains.map(({ terms: { campaignId }, points }) => ({ campaignId, points })) }
      : {}),
  }
}

/**
 * The order as it is once it says that others are at it than who wrote it down: from then on that one settles nothing
 * without having looked at what they may have taken.
 */
async function shared(work: Work, order: Order): Promise<Order> {
  // guard: award-shared
  const isSaid = ({ award, version }: Order) => award !== null || version > 0
  return settlePart(work, order, isSaid, () => ({}))
}

/**
 * Posts what an order earns, tells who has to know, and settles it. Done before or not, the result is the same.
 * @param isNew the order was written down by this very call
 */
export async function finishAward(
  work: Work,
  written: Order,
  { isNew }: { readonly isNew: boolean },
): Promise<Order | Refusal<'account_frozen'>> {
  const order = isNew || written.award ? written : await shared(work, written)
  if (order.award) return order
  const { member, paidAtMs: atMs } = order
  const inForce = await rulesOn(work, ORDER_PAID, { version: order.rulesVersion, atMs })
  const deciding = { inForce, taken: new Taken(isNew) }
  const at = { key: order._id, member }
  const posted = await postFor(work, order, at, (account) => decideAward(work, order, account, deciding))
  if (posted instanceof Refusal) return posted
  const gains = await finishAwarded(work, {
    op: awardOpOf(order),
    member,
    entry: posted?.line.entry ?? null,
    event: ORDER_PAID,
    atMs,
    facts: purchaseFactsOf(order),
    taken: deciding.taken,
  })
  const award = awardOf(posted, gains)
  const bySpending = gains.reduce((sum, gain) => sum + gain.bySpending, 0)
  const part = { award, lines: withPoints(order.lines, award.points - bySpending) }
  const account = posted?.account ?? null
  if (posted && isTierMoved(posted.line.entry)) await afterTierChange(work, posted.account)
  for (const tell of work.registry.all(orderListeners))
    await tell(work, { order: { ...order, ...part }, refund: null, account })
  // guard: award-alone
  const isOver = ({ award, version }: Order) => award !== null || (isNew && version > order.version)
  const now = await settlePart(work, order, isOver, () => part)
  return now.award ? now : finishAward(work, now, { isNew: false })
}
