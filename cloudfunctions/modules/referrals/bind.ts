import type { Work } from '../../platform/context'
import { ensureDocument } from '../../platform/guarded-store'
import { accountOf, amendAccount } from '../ledger'
import type { Member } from '../members'
import { openCampaign } from './open-campaign'
import { memberOfCode } from './referrer'
import { isReferred, roomWith } from './room'
import { type Referral, referrals, referralTouches } from './store'
import { isWithin } from './touch'
import { lookForOrder } from './watch'

const DAY_MS = 24 * 60 * 60_000

/** Who brought somebody: whose card they came by first, or the one whose code they join with. */
async function referrerOf(work: Work, { _id, joinedAtMs, sharedBy }: Member): Promise<string | null> {
  const touch = await work.store.get(referralTouches, _id)
  if (touch && isWithin(touch, joinedAtMs)) return touch.referrer
  return sharedBy === null ? null : ((await memberOfCode(work, sharedBy))?._id ?? null)
}

/**
 * Binds somebody who has just joined to the member who brought them, once and for ever. This is the only place where that
 * happens: who is a member already is brought by nobody.
 */
export async function bindJoined(work: Work, member: Member): Promise<void> {
  // By the moment of joining alone: whoever goes on with it later decides the same, and leaves nobody half bound.
  const open = await openCampaign(work, member.joinedAtMs)
  if (!open) return
  const referrer = await referrerOf(work, member)
  // Nobody brings themselves, whatever becomes of a member's document.
  if (referrer === null || referrer === member._id) return
  const [own, theirs] = await Promise.all([accountOf(work, member._id), accountOf(work, referrer)])
  if (!own || !theirs) return
  // Whose account is older than this joining was a member before, and is nobody's friend that is new.
  // guard: joined-before
  if (member.enrolment !== 1 || own.openedAtMs < member.joinedAtMs) return
  const { campaign, terms } = open
  const fresh: Referral = {
    _id: member._id,
    schema: 1,
    referrer,
    campaign: campaign.campaignId,
    campaignVersion: campaign.version,
    boundAtMs: member.joinedAtMs,
    orderUntilMs: member.joinedAtMs + terms.orderWithinDays * DAY_MS,
    state: 'bound',
    waits: null,
    dueAtMs: null,
    doubt: null,
    reward: null,
    isRefunded: false,
    friendGot: null,
    referrerGot: null,
    decision: null,
    decisionKey: member._id,
    version: 0,
    openSinceMs: null,
  }
  const bound = await ensureDocument(work, referrals, fresh)
  if (!bound) throw new Error(`the referral of ${member._id} is gone`)
  await amendAccount(work, member._id, (account) =>
    isReferred(account) ? null : { marks: { rooms: roomWith(bound.boundAtMs) } },
  )
  // Whoever buys in the moment of joining may have done so before the account said that somebody brought them.
  // guard: bought-while-joining
  await lookForOrder(work, member._id, null)
}
