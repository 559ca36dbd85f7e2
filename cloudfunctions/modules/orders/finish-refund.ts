import { businessDateOf } from '../../kernel/business-date'
import { Refusal } from '../../kernel/refusal'
import type { Work } from '../../platform/context'
import {
  type Account,
  clawback,
  type Decided,
  limitsWith,
  limitUsed,
  type Posting,
  recordedLine,
  sumOf,
  untaken,
} from '../ledger'
import { afterTierChange, withOrder } from '../tiers'
import { refundIdOf } from './domain/identity'
import { dayLimitOf } from './earned'
import { orderListeners } from './listeners'
import { postFor, settlePart } from './posting'
import type { Order, OrderRefund } from './store'
import { isTierMoved, movedBy, type RefundTrace, refundTraceOf } from './trace'

type Cause = Parameters<typeof untaken>[0]

/** What is taken from the account, from what the order itself created first. */
async function takenFrom(
  work: Work,
  order: Order,
  refund: OrderRefund,
  account: Account,
  cause: Cause,
): Promise<Posting> {
  if (refund.points === 0) return untaken(cause)
  const made = await recordedLine(work, account, { key: order._id, madeAtMs: order.atMs })
  const created = made?.entry ?? { lots: [], holds: [] }
  return clawback(cause, account, { points: refund.points, created, policy: refund.policy }) ?? untaken(cause)
}

async function decideRefund(work: Work, order: Order, refund: OrderRefund, account: Account): Promise<Decided> {
  const { amountFen, leftFen, points: due } = refund
  const trace = { storeName: order.storeName, orderFen: order.amountFen, amountFen, leftFen, due, debt: account.debt }
  const cause = {
    op: `or|${refundIdOf(order._id, refund)}`,
    ref: { kind: `order_${refund.kind}`, id: order._id },
    trace,
  }
  // Who left and joined again owes nothing for an earlier enrolment.
  if (account._id !== order.award?.account) return { posting: untaken(cause) }
  const posting = await takenFrom(work, order, refund, account, cause)
  const debt = account.debt + sumOf(posting.lots) + sumOf(posting.holds) - posting.points
  const grown = await withOrder(work, account, {
    amountFen: -amountFen,
    on: businessDateOf(order.paidAtMs),
    orders: leftFen === 0 ? -1 : 0,
    cause: 'refund',
  })
  const limit = dayLimitOf(order)
  return {
    posting: { ...posting, trace: { ...trace, debt, ...movedBy(grown) } satisfies RefundTrace },
    marks: {
      rooms: grown.rooms,
      limits: limitUsed(account, limit) === 0 ? account.limits : limitsWith(account, limit, -due, work.today),
    },
  }
}

/** Takes back what a refund takes, tells who has to know, and settles it. Done before or not, the result is the same. */
export async function finishRefund(
  work: Work,
  order: Order,
  refund: OrderRefund,
): Promise<Order | Refusal<'account_frozen'>> {
  if (refund.done) return order
  const key = refundIdOf(order._id, refund)
  const posted = await postFor(work, order, key, (account) => decideRefund(work, order, refund, account))
  if (posted instanceof Refusal) return posted
  const entry = posted?.line.entry
  const done = entry ? { pointsTaken: 0 - entry.points, debt: refundTraceOf(entry).debt } : { pointsTaken: 0, debt: 0 }
  const account = posted?.account ?? null
  if (posted && isTierMoved(posted.line.entry)) await afterTierChange(work, posted.account)
  const isThis = (other: OrderRefund) => refundIdOf(order._id, other) === key
  for (const tell of work.registry.all(orderListeners))
    await tell(work, { order, refund: { ...refund, done }, account })
  return settlePart(
    work,
    order,
    ({ refunds }) => refunds.some((other) => isThis(other) && other.done !== null),
    ({ refunds }) => ({ refunds: refunds.map((other) => (isThis(other) ? { ...other, done } : other)) }),
  )
}
