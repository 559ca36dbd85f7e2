import { sha256 } from '../../../kernel/digest'
import { Refusal } from '../../../kernel/refusal'
import { settingsOf, type Work } from '../../../platform/context'
import {
  type Account,
  accountOf,
  accrual,
  changeAccount,
  clawback,
  type Decided,
  type Entry,
  expiresOn,
  hasRoomForLimit,
  type Limit,
  ledgerSettings,
  limitsWith,
  limitUsed,
  recordedLine,
  unrewarded,
  untaken,
} from '../../ledger'
import { holderOf } from '../../orders'
import type { Referral, Reward } from '../store'
import type { ReferralTerms } from '../terms'

export const REWARD_REF = 'referral'
export const BACK_REF = 'referral_back'

/** Which of the two it is that gets something. */
export type Side = 'friend' | 'referrer'

/** An account that a hand has touched is put right some day, and what is owed to it is not lost until then. */
export class Waits extends Error {}

export type Rewarded = Referral & { readonly reward: Reward }

const opOf = ({ _id }: Referral, side: Side) => `rf|${_id}|${side}`
const keyOf = (op: string) => sha256(op)

/** Posts for one of the two, once for each op. Null for somebody who has left meanwhile. */
async function posted(
  work: Work,
  { op, member, atMs }: { readonly op: string; readonly member: string; readonly atMs: number },
  decide: (account: Account) => Decided,
): Promise<Entry | null> {
  const entry = await changeAccount<Entry, never>(work, member, {
    command: { key: keyOf(op), inputHash: '', madeAtMs: atMs },
    decide,
    reply: (line) => line.entry,
  })
  if (!(entry instanceof Refusal)) return entry
  if (entry.code === 'not_a_member') return null
  throw new Waits(`${op} waits for ${member}: ${entry.code}`)
}

/** How many friends a member was rewarded for in a period of a campaign. */
export function friendsLimit(campaign: string, period: string): Limit {
  return { name: `referrals.friends:${campaign}`, period }
}

/** Pays one of the two; answers how many points that was. The referrer's count is the same write as their points. */
export async function pay(work: Work, referral: Rewarded, side: Side, terms: ReferralTerms): Promise<number> {
  const { reward } = referral
  const { pointExpiry } = await settingsOf(work, ledgerSettings)
  const op = opOf(referral, side)
  const limit = friendsLimit(referral.campaign, reward.period)
  const { today } = work
  const points = side === 'friend' ? terms.friendPoints : terms.referrerPoints
  const earned = { points, on: today, expiresOn: expiresOn(today, pointExpiry) }
  const entry = await posted(work, { op, member: reward[side], atMs: reward.atMs }, (account) => {
    const cause = { op, ref: { kind: REWARD_REF, id: referral._id }, trace: { side, amountFen: reward.amountFen } }
    if (side === 'friend') return { posting: accrual(cause, account, earned) }
    const { friends, per } = terms.perReferrer
    // guard: referrer-cap
    if (limitUsed(account, limit) >= friends || !hasRoomForLimit(account, limit, today)) {
      const capped = { ...cause, trace: { ...cause.trace, capped: friends, per } }
      return { posting: unrewarded(capped) }
    }
    return { posting: accrual(cause, account, earned), marks: { limits: limitsWith(account, limit, 1, today) } }
  })
  return entry?.points ?? 0
}

/** What was posted for one of the two, wherever it now is; null when nothing was. */
export async function paidTo(work: Work, referral: Rewarded, side: Side): Promise<Entry | null> {
  const account = await accountOf(work, referral.reward[side])
  const command = { key: keyOf(opOf(referral, side)), madeAtMs: referral.reward.atMs }
  return (account && (await recordedLine(work, account, command)))?.entry ?? null
}

/** Takes back what one of the two got, and counts the friend no more. What had been nothing stays nothing. */
export async function takeBack(work: Work, referral: Rewarded, side: Side): Promise<void> {
  const { reward } = referral
  const created = await paidTo(work, referral, side)
  if (!created || created.points === 0) return
  const { clawbackPolicy } = await settingsOf(work, ledgerSettings)
  // Nothing of it is pending any more: a shop that lets go of what has vested would take back nothing at all.
  const policy = clawbackPolicy === 'pending_only' ? 'within_balance' : clawbackPolicy
  const op = `${opOf(referral, side)}|back`
  const limit = friendsLimit(referral.campaign, reward.period)
  const holder = await holderOf(work, { member: reward[side], atMs: reward.atMs })
  await posted(work, { op, member: holder, atMs: reward.atMs }, (account) => {
    const cause = { op, ref: { kind: BACK_REF, id: referral._id }, trace: { side, due: created.points } }
    const posting = clawback(cause, account, { points: created.points, created, policy }) ?? untaken(cause)
    if (side === 'friend' || limitUsed(account, limit) === 0) return { posting }
    return { posting, marks: { limits: limitsWith(account, limit, -1, work.today) } }
  })
}
