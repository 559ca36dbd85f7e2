import { businessDateOf } from '../../../kernel/business-date'
import { pointsNameOf } from '../../../platform/brand'
import type { Work } from '../../../platform/context'
import { accountOf } from '../../ledger'
import { type Member, maskedName, members } from '../../members'
import { shownState } from '../domain/states'
import { areOn, openCampaign, promisedTerms } from '../open-campaign'
import { codeOfMember } from '../referrer'
import { type Referral, referrals } from '../store'
import { sentenceOf } from './sentences'
import { shownTerms } from './shown-terms'

/** The newest of them: a page has room for no more, and says that there are. */
const FRIENDS_SHOWN = 50

/** Of two people what one sees of it: a name of which only the first character shows, and what it came to. */
async function seenBy(work: Work, referral: Referral, other: Member | undefined, got: number | null, points: string) {
  const state = shownState({ ...referral, got }, work.nowMs)
  const { terms } = await promisedTerms(work, referral)
  return {
    maskedName: maskedName(other?.profile.nickname ?? ''),
    state,
    sentence: sentenceOf(referral, state, { terms, points, got: got ?? 0 }),
    joinedOn: businessDateOf(referral.boundAtMs),
  }
}

async function friendsOf(work: Work, referrer: string, points: string) {
  const page = await work.store.find(referrals, {
    index: 'byReferrer',
    equals: { referrer },
    order: 'descending',
    limit: FRIENDS_SHOWN,
  })
  const found = await work.store.getMany(
    members,
    page.items.map(({ _id }) => _id),
  )
  const known = new Map(found.map((member) => [member._id, member]))
  const friends = page.items.map((referral) =>
    seenBy(work, referral, known.get(referral._id), referral.referrerGot, points),
  )
  return { friends: await Promise.all(friends), hasMore: page.next !== null }
}

/** What all friends together have brought, summed anew each time: no counter can go wrong. */
async function earnedBy(work: Work, referrer: string): Promise<number> {
  const asked = { equals: { referrer }, groupBy: ['referrer'], sums: ['referrerGot'], limit: 1 } as const
  const [sum] = await work.store.aggregate(referrals, asked)
  return sum?.sums.referrerGot ?? 0
}

/** What of it is the caller's own: who brought them, and what is still missing; null for who came by nobody. */
async function broughtBy(work: Work, friend: string, points: string) {
  const referral = await work.store.get(referrals, friend)
  if (!referral) return null
  const referrer = (await work.store.get(members, referral.referrer)) ?? undefined
  return seenBy(work, referral, referrer, referral.friendGot, points)
}

const CLOSED = { isOn: false, shareCode: '', campaign: null, friends: [], hasMore: false, earned: 0, broughtBy: null }

/** All that a member sees of bringing friends; nothing at all while it is switched off. Null for who is no member. */
export async function statusOf(work: Work, memberId: string) {
  const [member, account] = await Promise.all([work.store.get(members, memberId), accountOf(work, memberId)])
  if (!member || !account) return null
  // guard: nothing-shown-while-off
  if (!(await areOn(work))) return CLOSED
  const points = await pointsNameOf(work)
  const open = await openCampaign(work, work.nowMs)
  return {
    isOn: true,
    shareCode: open ? codeOfMember(work, member) : '',
    campaign: open && (await shownTerms(work, open, account)),
    ...(await friendsOf(work, memberId, points)),
    earned: await earnedBy(work, memberId),
    broughtBy: await broughtBy(work, memberId, points),
  }
}
