import { businessDateOf } from '../../kernel/business-date'
import { Refusal, refuse } from '../../kernel/refusal'
import { settingsOf, type Work } from '../../platform/context'
import { ensureDocument } from '../../platform/guarded-store'
import type { ContextOf } from '../../platform/module'
import { carryOut, type Operation } from '../../platform/operation'
import {
  type Account,
  accrual,
  emptyAccount,
  expiresOn,
  ledgerSettings,
  NO_POINTS,
  openAccount,
  type Posting,
} from '../ledger'
import { previewFor } from '../rules'
import type { contract } from './contract'
import { cardNoOf } from './domain/card-code'
import { joinListeners, roomsAtJoining } from './open-places'
import { memberSettings } from './settings'
import { type Member, members } from './store'
import { MEMBER_JOINED } from './welcome'

type JoinContext = ContextOf<(typeof contract)['members.join']>
type JoinInput = { consentVersion: string; nickname?: string; birthday?: string; shareCode?: string }

/** What was decided when the member joined, as the posting the account opens with. */
function welcomePosting(member: Member): Posting | null {
  const { welcomePoints, trace, pointsExpireOn } = member.joining
  if (welcomePoints === 0) return null
  const cause = { op: `ev|joined|${member._id}`, ref: { kind: 'joined', id: member._id }, trace }
  return accrual(cause, NO_POINTS, {
    points: welcomePoints,
    on: businessDateOf(member.joinedAtMs),
    expiresOn: pointsExpireOn,
  })
}

/** All that modules keep with the account from its first moment. */
async function roomsOnJoining(work: Work, memberId: string): Promise<Account['rooms']> {
  const rooms = await Promise.all(work.registry.all(roomsAtJoining).map((roomsOf) => roomsOf(work, memberId)))
  return Object.assign({}, ...rooms)
}

/**
 * Joining touches two documents: the member is the intent, the account with the welcome award follows from it. Other
 * modules that have to know are told while the intent is open.
 */
export const joinOperation: Operation<Member> = {
  name: 'members-finish-joins',
  collection: members,
  async steps(work, member) {
    await openAccount(work, {
      member: member._id,
      enrolment: member.enrolment,
      posting: welcomePosting(member),
      rooms: member.joining.rooms,
      command: member.joining,
      // Finished on a later day, it belongs to that day: the day of joining may be closed.
      atMs: businessDateOf(member.joinedAtMs) === work.today ? member.joinedAtMs : work.nowMs,
    })
    for (const tell of work.registry.all(joinListeners)) await tell(work, member)
  },
}

/** Opens the account of somebody whose joining was decided and is still under way; nothing for all others. */
export async function finishJoining(work: Work, memberId: string): Promise<void> {
  const member = await work.store.get(members, memberId)
  if (member) await carryOut(work, joinOperation, member)
}

/** Card numbers have ten digits, so two members may draw the same one: the later tries the next. */
const CARD_ATTEMPTS = 5

async function enrol(work: Work, draft: (cardNo: string) => Member): Promise<Member> {
  const key = work.secrets.key('member-card')
  for (let attempt = 0; attempt < CARD_ATTEMPTS; attempt += 1) {
    const wanted = draft(cardNoOf(key, draft('')._id, attempt))
    const there = await ensureDocument(work, members, wanted)
    if (there) return there
  }
  throw new Error('no free card number found')
}

export async function join(
  context: JoinContext,
  input: JoinInput,
): Promise<Member | Refusal<'consent_required' | 'key_reused_with_other_input'>> {
  const { memberId } = context.caller
  const known = await context.store.get(members, memberId)
  const member = known ?? (await decideToEnrol(context, input))
  if (member instanceof Refusal) return member
  const { key, inputHash } = member.joining
  if (key === context.command.key && inputHash !== context.command.inputHash)
    return refuse('key_reused_with_other_input')
  await carryOut(context, joinOperation, member)
  return member
}

async function decideToEnrol(context: JoinContext, input: JoinInput): Promise<Member | Refusal<'consent_required'>> {
  const { consentVersion } = await settingsOf(context, memberSettings)
  // guard: consent
  if (input.consentVersion !== consentVersion) return refuse('consent_required', { consentVersion })
  const { pointExpiry } = await settingsOf(context, ledgerSettings)
  const enrolment = 1
  const account = emptyAccount(context.caller.memberId, enrolment, context.nowMs)
  const asked = { event: MEMBER_JOINED, facts: { enrolment }, atMs: context.nowMs, account }
  const { points, trace } = await previewFor(context, asked)
  const rooms = await roomsOnJoining(context, context.caller.memberId)
  const { key, inputHash } = context.command
  return enrol(context, (cardNo) => {
    const profile = {
      // A name to be called by until they choose one: P10 does not let us ask for it.
      nickname: input.nickname ?? `会员${cardNo.slice(-4)}`,
      ...(input.birthday === undefined ? {} : { birthday: input.birthday }),
    }
    return {
      _id: context.caller.memberId,
      schema: 1,
      enrolment,
      cardNo,
      profile,
      bornOn: input.birthday ?? null,
      joinedAtMs: context.nowMs,
      joining: {
        key,
        inputHash,
        profile,
        welcomePoints: points,
        trace,
        pointsExpireOn: expiresOn(context.today, pointExpiry),
        rooms,
      },
      consent: { version: consentVersion, atMs: context.nowMs },
      sharedBy: input.shareCode ?? null,
      version: 0,
      lastChange: null,
      openSinceMs: context.nowMs,
    }
  })
}
