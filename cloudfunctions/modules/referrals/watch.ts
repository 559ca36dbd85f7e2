import { businessDateOf, startOfDateMs } from '../../kernel/business-date'
import type { Work } from '../../platform/context'
import { untilSettled } from '../../platform/guarded-store'
import { type CameOfIt, type Order, type OrderHappened, orders, vestsAtMs } from '../orders'
import { type FriendOrder, firstOrder } from './domain/first-order'
import { promisedTerms } from './open-campaign'
import { goOn } from './paying/operation'
import { qualify } from './paying/qualify'
import { isReferred } from './room'
import { type Referral, referrals } from './store'
import { leastFen } from './terms'

/** More purchases than anybody makes before their first one vests. */
const ORDERS_READ = 100

const friendOrder = (order: Order): FriendOrder => ({
  id: order._id,
  paidAtMs: order.paidAtMs,
  vestsAtMs: vestsAtMs(order),
  leftFen: order.leftFen,
})

/** A friend's purchases since the day they joined, as far as they may count; the one that is being finished with what it earned. */
async function ordersOf(work: Work, referral: Referral, known: Order | null): Promise<readonly FriendOrder[]> {
  const from = startOfDateMs(businessDateOf(referral.boundAtMs))
  const page = await work.store.find(orders, {
    index: 'byMember',
    equals: { member: referral._id },
    range: { from, below: referral.orderUntilMs },
    limit: ORDERS_READ,
  })
  // Nothing else of it is newer than what is stored: whoever finishes it slowly knows of no refund since.
  const found = page.items.map((order) =>
    order._id === known?._id ? { ...order, award: order.award ?? known.award } : order,
  )
  return found.filter(({ award }) => award === null || award.account !== null).map(friendOrder)
}

/** Which purchase is waited for now; written also when it is the same, so that whoever decides by what it was must look again. */
async function waitAnew(work: Work, referral: Referral, known: Order | null): Promise<Referral | null> {
  const { terms } = await promisedTerms(work, referral)
  const first = firstOrder(await ordersOf(work, referral, known), leastFen(terms))
  const waits = first && { order: first.id, vestsAtMs: first.vestsAtMs }
  const isOther = waits?.order !== referral.waits?.order
  const held = isOther ? ({ state: 'bound', doubt: null } as const) : {}
  const dueAtMs = isOther || referral.state === 'bound' ? (waits?.vestsAtMs ?? null) : referral.dueAtMs
  const set = { ...held, waits, dueAtMs, version: referral.version + 1 }
  // guard: waits-version
  const asRead = { _id: referral._id, version: referral.version }
  const isWritten = await work.store.update(referrals, asRead, { set })
  return isWritten ? { ...referral, ...set } : null
}

/** What a refund makes of a reward that was paid, or is just being paid. */
async function refundedSince(work: Work, referral: Referral): Promise<Referral | null> {
  const set = {
    ...(referral.state === 'paid' ? { state: 'taking_back' as const, openSinceMs: work.nowMs } : { isRefunded: true }),
    version: referral.version + 1,
  }
  // Whoever settles what is being paid looks at the version as well, and goes on from here.
  const isWritten = await work.store.update(referrals, { _id: referral._id, version: referral.version }, { set })
  return isWritten ? { ...referral, ...set } : null
}

/** Whether what stands of a purchase is too little for what was paid for it. */
async function isTooLittle(work: Work, referral: Referral, order: Order): Promise<boolean> {
  if (referral.reward?.order !== order._id) return false
  return order.leftFen < leastFen((await promisedTerms(work, referral)).terms)
}

/**
 * Looks anew at what a friend has bought: what is waited for, or whether what was paid has lost its cause. Done before or
 * not, and in whatever order, the result is the same.
 */
export async function lookForOrder(work: Work, friend: string, order: Order | null): Promise<void> {
  const seen = await untilSettled<Referral | null>(work, async () => {
    const referral = await work.store.get(referrals, friend)
    if (!referral) return { value: null }
    const { state } = referral
    if (state === 'bound' || state === 'held') {
      const waiting = await waitAnew(work, referral, order)
      return waiting ? { value: waiting } : 'again'
    }
    const isOver = order !== null && (await isTooLittle(work, referral, order))
    if (!isOver || referral.isRefunded || (state !== 'paid' && state !== 'paying')) return { value: referral }
    const refunded = await refundedSince(work, referral)
    return refunded ? { value: refunded } : 'again'
  })
  if (!seen) return
  if (seen.openSinceMs !== null) await goOn(work, seen)
  else if (seen.state === 'bound') await qualify(work, seen, order)
}

/**
 * Follows the purchases of people whom somebody brought. An account that says of nobody that they brought its member costs
 * no call; of somebody merged since, the referral itself is asked.
 */
export async function watchOrder(work: Work, { order, refund, account }: OrderHappened): Promise<CameOfIt> {
  if (!account && !refund) return {}
  // guard: brought-by-nobody
  if (account?.member === order.member && !isReferred(account)) return {}
  await lookForOrder(work, order.member, order)
  return {}
}
