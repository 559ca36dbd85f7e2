import { businessDateOf } from '../../kernel/business-date'
import { Refusal } from '../../kernel/refusal'
import type { Work } from '../../platform/context'
import {
  type Account,
  accountOf,
  clawback,
  type Decided,
  type Entry,
  limitsWith,
  limitUsed,
  type Posting,
  recordedLine,
  sumOf,
  untaken,
} from '../ledger'
import { takeBackGifts, takenBack } from '../rules'
import { afterTierChange, withOrder } from '../tiers'
import { awardOpOf, refundIdOf } from './domain/identity'
import { dayLimitOf } from './earned'
import { orderListeners } from './listeners'
import { postFor, settlePart } from './posting'
import type { Order, OrderRefund, RefundDone } from './store'
import { isTierMoved, movedBy, type RefundTrace, refundTraceOf } from './trace'

type Cause = Parameters<typeof untaken>[0]
type Refunding = { readonly order: Order; readonly refund: OrderRefund }

/** The entry of the order's award, wherever that now is; null when it has none. */
async function awardedBy(work: Work, { order, refund }: Refunding, holder: Account): Promise<Entry | null> {
  // Points of a member who was merged went to the other's account as they were; the entry stayed.
  const buyer = refund.holder === order.member ? holder : await accountOf(work, order.member)
  const made = buyer && (await recordedLine(work, buyer, { key: order._id, madeAtMs: order.atMs }))
  return made?.entry ?? null
}

interface Taking {
  readonly points: number
  /** The order's own entry; null when it has none, or was not looked for. */
  readonly entry: Entry | null
}

/** What is taken from the account, from what the order itself created first. */
function takenFrom({ refund }: Refunding, account: Account, { points, entry }: Taking, cause: Cause): Posting {
  if (points === 0) return untaken(cause)
  const created = entry ?? { lots: [], holds: [] }
  return clawback(cause, account, { points, created, policy: refund.policy }) ?? untaken(cause)
}

/** What campaigns gave by what is spent in them goes by that, and not by the order's own share. */
async function ofCampaigns(work: Work, { order, refund }: Refunding, account: Account, entry: Entry | null) {
  if (!order.award?.campaigns || !entry) return { points: 0, limits: account.limits }
  const { amountFen, leftFen } = refund
  const isOwn = refund.holder === order.member
  const left = { before: leftFen + amountFen, after: leftFen, of: order.amountFen }
  return takenBack(work, { entry, account, isOwn, amountFen, ...left })
}

async function decideRefund(work: Work, refunding: Refunding, account: Account): Promise<Decided> {
  const { order, refund } = refunding
  const { amountFen, leftFen } = refund
  const told = { storeName: order.storeName, orderFen: order.amountFen, amountFen, leftFen }
  const trace = { ...told, due: refund.points, debt: account.debt }
  const cause = {
    op: `or|${refundIdOf(order._id, refund)}`,
    ref: { kind: `order_${refund.kind}`, id: order._id },
    trace,
  }
  // Who left and joined again owes nothing for an earlier enrolment.
  const isOther = refund.holder === order.member && account._id !== order.award?.account
  if (isOther) return { posting: untaken(cause) }
  const isAsked = refund.points > 0 || order.award?.campaigns !== undefined
  const entry = isAsked ? await awardedBy(work, refunding, account) : null
  const { points: bySpending, limits } = await ofCampaigns(work, refunding, account, entry)
  const due = refund.points + bySpending
  const posting = takenFrom(refunding, account, { points: due, entry }, cause)
  const debt = account.debt + sumOf(posting.lots) + sumOf(posting.holds) - posting.points
  const grown = await withOrder(work, account, {
    amountFen: -amountFen,
    on: businessDateOf(order.paidAtMs),
    orders: leftFen === 0 ? -1 : 0,
    cause: 'refund',
  })
  const limit = dayLimitOf(order)
  return {
    posting: { ...posting, trace: { ...told, due, debt, ...movedBy(grown) } satisfies RefundTrace },
    marks: {
      rooms: grown.rooms,
      limits: limitUsed({ limits }, limit) === 0 ? limits : limitsWith({ limits }, limit, -due, work.today),
    },
  }
}

/** What campaigns gave beside points goes back with the last of the order, as far as it has not been used. */
async function giftsBack(work: Work, refunding: Refunding, account: Account): Promise<void> {
  const { order, refund } = refunding
  if (!order.award?.campaigns || refund.leftFen > 0) return
  const entry = await awardedBy(work, refunding, account)
  if (entry) await takeBackGifts(work, { op: awardOpOf(order), member: order.member, entry })
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
  const posted = await postFor(work, order, at, (account) => decideRefund(work, { order, refund }, account))
  if (posted instanceof Refusal) return posted
  if (posted) await giftsBack(work, { order, refund }, posted.account)
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
