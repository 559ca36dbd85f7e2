import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { dueJob } from '../../../platform/jobs'
import { periodOf } from '../../campaigns'
import { holderOf, type Order, orders } from '../../orders'
import { isPaying, promisedTerms } from '../open-campaign'
import { type Referral, type Reward, referrals } from '../store'
import { countedIn, leastFen } from '../terms'
import { doubtOf } from './doubts'
import { goOn } from './operation'

/** What is to be paid for a friend's purchase as it stands now; null while, or when, nothing is. */
export async function rewardFor(
  work: Work,
  referral: Referral,
  { known = null }: { readonly known?: Order | null } = {},
): Promise<Reward | null> {
  const { waits, boundAtMs } = referral
  // Read anew: a refund may have been decided since it was written down what is waited for.
  const order = waits && (await work.store.get(orders, waits.order))
  if (!order) return null
  const { terms, body } = await promisedTerms(work, referral)
  // What is refunded since is taken back in any case; seen in time, it need not be paid before.
  if (order.leftFen < leastFen(terms)) return null
  // One whose points are not posted yet is told of when they are; the one that is being finished has them.
  if (order.award === null && order._id !== known?._id) return null
  const period = periodOf(body as { readonly fromMs: number; readonly untilMs: number } & typeof body)
  return {
    order: order._id,
    amountFen: order.leftFen,
    friend: await holderOf(work, { member: referral._id, atMs: boundAtMs }),
    referrer: await holderOf(work, { member: referral.referrer, atMs: boundAtMs }),
    period: countedIn(terms, period, work.today),
    atMs: work.nowMs,
  }
}

/** What a change from one state of a referral writes: the decision of the race, by the version that was read. */
export async function decided(work: Work, referral: Referral, set: Partial<Referral>): Promise<Referral | null> {
  const change = { ...set, version: referral.version + 1 }
  // guard: referral-version
  const isOurs = await work.store.update(referrals, { _id: referral._id, version: referral.version }, { set: change })
  return isOurs ? { ...referral, ...change } : null
}

/** Decides that a friend's first purchase has vested, and pays for it: once, whoever finds it first. */
export async function qualify(work: Work, seen: Referral, known: Order | null = null): Promise<void> {
  let read: Referral | null = seen
  const outcome = await untilSettled<Referral | null>(work, async () => {
    const referral = read ?? (await work.store.get(referrals, seen._id))
    read = null
    // guard: vested-first
    if (referral?.state !== 'bound' || referral.dueAtMs === null || referral.dueAtMs > work.nowMs)
      return { value: null }
    // guard: nothing-paid-while-off
    if (!(await isPaying(work, referral))) return { value: null }
    const reward = await rewardFor(work, referral, { known })
    if (!reward) return { value: null }
    const doubt = await doubtOf(work, referral, reward)
    const set = doubt
      ? ({ state: doubt.to, doubt: doubt.doubt, dueAtMs: null } as const)
      : ({ state: 'paying', reward, dueAtMs: null, openSinceMs: work.nowMs } as const)
    const written = await decided(work, referral, set)
    return written ? { value: written } : 'again'
  })
  if (outcome && outcome.openSinceMs !== null) await goOn(work, outcome)
}

const REFERRALS_PER_SLICE = 25

/** Pays for purchases whose return period has ended. */
export const dueReferralsJob = dueJob({
  name: 'referrals-due',
  everyMinutes: 5,
  collection: referrals,
  index: 'byDue',
  limit: REFERRALS_PER_SLICE,
  goOn: qualify,
})
