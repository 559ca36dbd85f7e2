import { businessDateOf } from '../../kernel/business-date'
import { Refusal } from '../../kernel/refusal'
import type { Work } from '../../platform/context'
import {
  type Account,
  accountOf,
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
import type { Order, OrderRefund, RefundDone } from './store'
import { isTierMoved, movedBy, type RefundTrace, refundTraceOf } from './trace'

type Cause = Parameters<typeof untaken>[0]
type Created = Pick<Posting, 'lots' | 'holds'>

/** What the order's own entry created, wherever that now is. */
async function createdBy(work: Work, order: Order, refund: OrderRefund, holder: Account): Promise<Created> {
  // Points of a member who was merged went to the other's account as they were; the entry stayed.
  const buyer = refund.holder === order.member ? holder : await accountOf(work, order.member)
  const made = buyer && (await recordedLine(work, buyer, { key: order._id, madeAtMs: order.atMs }))
  return made?.entry ?? { lots: [], holds: [] }
}

/** What is taken from the account, from what the order itself created first. */
async function takenFrom(
  work: Work,
  order: Order,
  refund: OrderRefund,
  account: Account,
  cause: Cause,
): Promise<Posting> {
  const { points, policy } = refund
  if (points === 0) return untaken(cause)
  const created = await createdBy(work, order, refund, account)
  return clawback(cause, account, { points, created, policy }) ?? untaken(cause)
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
  const isOther = refund.holder === order.member && account._id !== order.award?.account
  if (isOther) return { posting: untaken(cause) }
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
  const at = { key, member: refund.holder }
  const posted = await postFor(work, order, at, (account) => decideRefund(work, order, refund, account))
  if (posted instanceof Refusal) return posted
  const entry = posted?.line.entry
  const taken = entry ? { pointsTaken: 0 - entry.points, debt: refundTraceOf(entry).debt } : { pointsTaken: 0, debt: 0 }
  const account = posted?.account ?? null
  if (posted && isTierMoved(posted.line.entry)) await afterTierChange(work, posted.account)
  const isThis = (other: OrderRefund) => refundIdOf(order._id, other) === key
  let done: RefundDone = taken
  for (const tell of work.registry.all(orderListeners)) {
    const came = await tell(work, { order, refund: { ...refund, done: taken }, account })
    done = { ...done, ...came }
  }
  return settlePart(
    work,
    order,
    ({ refunds }) => refunds.some((other) => isThis(other) && other.done !== null),
    ({ refunds }) => ({ refunds: refunds.map((other) => (isThis(other) ? { ...other, done } : other)) }),
  )
}
