import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { sweepOf } from '../../../platform/operation'
import { keepOfQuota, takeFromQuota } from '../../ledger'
import { happened } from '../../rules'
import { promisedTerms } from '../open-campaign'
import { type Referral, referrals } from '../store'
import { FRIEND_QUALIFIED } from './friend-qualified'
import { tellPaid, tellTakenBack } from './messages'
import { placesOf } from './places'
import { pay, type Rewarded, takeBack, Waits } from './posting'

const opOf = ({ _id }: Referral) => `rf|${_id}`

/** Writes what a step came to, unless another function has gone further meanwhile; answers what there is then. */
async function settle(work: Work, before: Referral, settled: (now: Referral) => Partial<Referral>): Promise<Referral> {
  let known: Referral | null = before
  return untilSettled(work, async () => {
    const now = known ?? (await work.store.get(referrals, before._id))
    known = null
    if (!now) throw new Error(`the referral of ${before._id} is gone`)
    if (now.state !== before.state) return { value: now }
    const set = { ...settled(now), version: now.version + 1 }
    // guard: settled-by-version
    const isWritten = await work.store.update(referrals, { _id: now._id, version: now.version }, { set })
    return isWritten ? { value: { ...now, ...set } } : 'again'
  })
}

const closed = { openSinceMs: null }

async function finishPaying(work: Work, referral: Rewarded): Promise<Referral> {
  const { terms } = await promisedTerms(work, referral)
  const places = placesOf(referral.campaign, terms)
  // guard: place-taken
  if (places && (await takeFromQuota(work, places, { op: opOf(referral), amount: 1 })) === 'none_left')
    return settle(work, referral, () => ({ state: 'full', ...closed }))
  const paid = {
    friend: await pay(work, referral, 'friend', terms),
    referrer: await pay(work, referral, 'referrer', terms),
  }
  const { _id: source, reward } = referral
  await tellPaid(work, referral, paid)
  const facts = { amountFen: reward.amountFen }
  await happened(work, { event: FRIEND_QUALIFIED, source, member: reward.referrer, facts, atMs: reward.atMs })
  const got = { friendGot: paid.friend, referrerGot: paid.referrer }
  return settle(work, referral, (now) =>
    // guard: refunded-while-paying
    now.isRefunded ? { ...got, state: 'taking_back' } : { ...got, state: 'paid', ...closed },
  )
}

async function finishTakingBack(work: Work, referral: Rewarded): Promise<Referral> {
  const { terms } = await promisedTerms(work, referral)
  for (const side of ['friend', 'referrer'] as const) await takeBack(work, referral, side)
  const places = placesOf(referral.campaign, terms)
  // What goes back may be another friend's.
  if (places) await keepOfQuota(work, places, { op: opOf(referral), kept: 0 })
  await tellTakenBack(work, referral)
  return settle(work, referral, () => ({ state: 'taken_back', friendGot: 0, referrerGot: 0, ...closed }))
}

/** Does all that a referral has promised, in its order; done before or not, the result is the same. */
async function finish(work: Work, referral: Referral): Promise<void> {
  const { reward } = referral
  if (!reward || referral.openSinceMs === null) return
  const rewarded = { ...referral, reward }
  if (referral.state === 'paying') return finish(work, await finishPaying(work, rewarded))
  if (referral.state === 'taking_back') await finishTakingBack(work, rewarded)
}

/** Goes on with what is open; what waits for an account that is not sound stays open for the sweeper. */
export async function goOn(work: Work, referral: Referral): Promise<void> {
  try {
    await finish(work, referral)
  } catch (error) {
    if (!(error instanceof Waits)) throw error
  }
}

/** Goes on with referrals whose function ended. */
export const openReferralsJob = sweepOf('referrals-finish', referrals, goOn)
