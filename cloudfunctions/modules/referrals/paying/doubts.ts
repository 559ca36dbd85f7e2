import { businessDateOf } from '../../../kernel/business-date'
import { settingsOf, type Work } from '../../../platform/context'
import { numbersTried, type TriedNumber } from '../../members'
import type { Doubt } from '../domain/states'
import { referralSettings } from '../settings'
import { type Referral, type Reward, referrals } from '../store'

/** The newest friends of a member that are looked at: more in one day than any bound allows. */
const FRIENDS_READ = 100

/** Whether two members once had, or wanted, one and the same phone number. */
function shareNumber(one: readonly TriedNumber[], other: readonly TriedNumber[]): boolean {
  return one.some(({ hash }) => other.some((known) => known.hash === hash))
}

/**
 * Why nothing is paid for a friend, or not before somebody has looked; null when nothing speaks against it. One person with
 * two accounts, and a number that both have had, are refused; what only looks odd is held.
 */
export async function doubtOf(
  work: Work,
  referral: Referral,
  { friend, referrer, atMs }: Pick<Reward, 'friend' | 'referrer' | 'atMs'>,
): Promise<{ readonly to: 'refused' | 'held'; readonly doubt: Doubt } | null> {
  // guard: same-person
  if (friend === referrer) return { to: 'refused', doubt: 'same_person' }
  const [own, referrers] = await Promise.all([numbersTried(work, friend), numbersTried(work, referrer)])
  // guard: same-phone
  if (shareNumber(own, referrers)) return { to: 'refused', doubt: 'same_phone' }
  const page = await work.store.find(referrals, {
    index: 'byReferrer',
    equals: { referrer: referral.referrer },
    order: 'descending',
    limit: FRIENDS_READ,
  })
  const others = page.items.filter(({ _id }) => _id !== referral._id)
  const owners = own.map(({ owner }) => owner)
  // A number that this friend wanted is another friend's: one phone for several of them.
  // guard: shared-phone
  if (others.some(({ _id }) => owners.includes(_id))) return { to: 'held', doubt: 'shared_phone' }
  const { referralHoldAfterPerDay: most } = await settingsOf(work, referralSettings)
  const today = businessDateOf(atMs)
  const sameDay = others.filter(({ reward }) => reward !== null && businessDateOf(reward.atMs) === today)
  // guard: many-at-once
  return most !== null && sameDay.length >= most ? { to: 'held', doubt: 'many_at_once' } : null
}
