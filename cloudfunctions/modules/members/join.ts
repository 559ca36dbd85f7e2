import { businessDateOf } from '../../kernel/business-date'
import { Refusal, refuse } from '../../kernel/refusal'
import { settingsOf, type Work } from '../../platform/context'
import { ensureDocument } from '../../platform/guarded-store'
import type { ContextOf } from '../../platform/module'
import { carryOut, type Operation, sharedIntent } from '../../platform/operation'
import {
  type Account,
  accrual,
  emptyAccount,
  expiresOn,
  ledgerSettings,
  NO_POINTS,
  openAccount,
  type Posting,
  recordedLine,
  unrewarded,
} from '../ledger'
import { awardFor, finishAwarded, Taken } from '../rules'
import type { contract } from './contract'
import { cardNoOf } from './domain/card-code'
import { joinListeners, roomsAtJoining } from './open-places'
import { memberSettings } from './settings'
import { type Member, members } from './store'
import { MEMBER_JOINED } from './welcome'

type JoinContext = ContextOf<(typeof contract)['members.join']>
type JoinInput = { consentVersion: string; nickname?: string; birthday?: string; shareCode?: string }

const opOf = ({ _id }: Pick<Member, '_id'>) => `ev|joined|${_id}`

/** What the joining gives by the rules of its moment, and what of it was taken of budgets. */
async function welcomeOf(work: Work, member: Member, taken: Taken) {
  const { joining, enrolment, joinedAtMs: atMs } = member
  const account = { ...emptyAccount(member._id, enrolment, atMs), rooms: joining.rooms ?? {} }
  // Who joined before campaigns could give for it: what was decided then stands.
  if (joining.trace !== undefined && joining.welcomePoints !== undefined)
    return { points: joining.welcomePoints, trace: joining.trace, limits: {}, isEmpty: joining.welcomePoints === 0 }
  const { points, trace, limits, decision } = await awardFor(work, {
    event: MEMBER_JOINED,
    facts: { enrolment },
    atMs,
    account,
    settingsVersion: joining.rulesVersion ?? 0,
    op: opOf(member),
    taken,
  })
  return { points, trace, limits, isEmpty: points === 0 && decision.gains.length === 0 }
}

type Welcome = Awaited<ReturnType<typeof welcomeOf>>

/** The posting the account opens with; null when the joining gives nothing. */
function postingOf(member: Member, { points, trace, isEmpty }: Welcome): Posting | null {
  if (isEmpty) return null
  const cause = { op: opOf(member), ref: { kind: 'joined', id: member._id }, trace }
  if (points === 0) return unrewarded(cause)
  const on = businessDateOf(member.joinedAtMs)
  return accrual(cause, NO_POINTS, { points, on, expiresOn: member.joining.pointsExpireOn })
}

/** All that modules keep with the account from its first moment. */
async function roomsOnJoining(work: Work, memberId: string): Promise<Account['rooms']> {
  const rooms = await Promise.all(work.registry.all(roomsAtJoining).map((roomsOf) => roomsOf(work, memberId)))
  return Object.assign({}, ...rooms)
}

/** Opens the account with the welcome award and does what follows from it; answers the points. */
async function open(work: Work, member: Member, isNew: boolean): Promise<number> {
  const { _id, enrolment, joining, joinedAtMs } = member
  const taken = new Taken(isNew)
  const welcome = await welcomeOf(work, member, taken)
  const account = await openAccount(work, {
    member: _id,
    enrolment,
    posting: postingOf(member, welcome),
    rooms: joining.rooms,
    limits: welcome.limits,
    command: joining,
    // Finished on a later day, it belongs to that day: the day of joining may be closed.
    atMs: businessDateOf(joinedAtMs) === work.today ? joinedAtMs : work.nowMs,
  })
  const line = await recordedLine(work, account, { key: joining.key, madeAtMs: joinedAtMs })
  const entry = line?.entry ?? null
  await finishAwarded(work, {
    op: opOf(member),
    member: _id,
    entry,
    event: MEMBER_JOINED,
    atMs: joinedAtMs,
    facts: { enrolment },
    taken,
  })
  return entry?.points ?? 0
}

/**
 * Joining touches two documents: the member is the intent, the account with the welcome award follows from it. Other
 * modules that have to know are told while the intent is open.
 * @param isNew the member was written down by this very call
 */
const joiningWith = (isNew: boolean): Operation<Member, number> => ({
  name: 'members-finish-joins',
  collection: members,
  async steps(work, member) {
    const points = await open(work, member, isNew)
    for (const tell of work.registry.all(joinListeners)) await tell(work, member)
    return points
  },
  keeps: ({ joining }, welcomePoints) => ({ joining: { ...joining, welcomePoints } }),
})

export const joinOperation = joiningWith(false)

/** Opens the account of somebody whose joining was decided and is still under way; nothing for all others. */
export async function finishJoining(work: Work, memberId: string): Promise<void> {
  const member = await work.store.get(members, memberId)
  // guard: joining-shared
  if (member) await carryOut(work, joinOperation, await sharedIntent(work, members, member))
}

interface Enrolled {
  readonly member: Member
  /** Whether this call wrote them down. */
  readonly isNew: boolean
}

/** Card numbers have ten digits, so two members may draw the same one: the later tries the next. */
const CARD_ATTEMPTS = 5

async function enrol(work: Work, draft: (cardNo: string) => Member): Promise<Enrolled> {
  const key = work.secrets.key('member-card')
  for (let attempt = 0; attempt < CARD_ATTEMPTS; attempt += 1) {
    const wanted = draft(cardNoOf(key, draft('')._id, attempt))
    const there = await ensureDocument(work, members, wanted)
    if (there) return { member: there, isNew: there === wanted }
  }
  throw new Error('no free card number found')
}

/** A member who has joined, and what that gave. */
export interface Joined {
  readonly member: Member
  readonly welcomePoints: number
}

export async function join(
  context: JoinContext,
  input: JoinInput,
): Promise<Joined | Refusal<'consent_required' | 'key_reused_with_other_input'>> {
  const known = await context.store.get(members, context.caller.memberId)
  const enrolled = known ? { member: known, isNew: false } : await decideToEnrol(context, input)
  if (enrolled instanceof Refusal) return enrolled
  const { isNew } = enrolled
  const { key, inputHash } = enrolled.member.joining
  if (key === context.command.key && inputHash !== context.command.inputHash)
    return refuse('key_reused_with_other_input')
  // guard: join-shared
  const member = isNew ? enrolled.member : await sharedIntent(context, members, enrolled.member)
  const points = await carryOut(context, joiningWith(isNew), member)
  return { member, welcomePoints: points ?? member.joining.welcomePoints ?? 0 }
}

async function decideToEnrol(context: JoinContext, input: JoinInput): Promise<Enrolled | Refusal<'consent_required'>> {
  const { consentVersion, version: rulesVersion } = await settingsOf(context, memberSettings)
  // guard: consent
  if (input.consentVersion !== consentVersion) return refuse('consent_required', { consentVersion })
  const { pointExpiry } = await settingsOf(context, ledgerSettings)
  const enrolment = 1
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
        rulesVersion,
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
