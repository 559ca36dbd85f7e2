import { type BusinessDate, businessDateOf } from '../../kernel/business-date'
import { Refusal, refuse } from '../../kernel/refusal'
import { type Command, settingsOf, type Work } from '../../platform/context'
import { ensureDocument } from '../../platform/guarded-store'
import { carryOut, type Operation, sharedIntent } from '../../platform/operation'
import { type Account, accrual, changeAccount, expiresOn, type Line, ledgerSettings, unrewarded } from '../ledger'
import { awardFor, finishAwarded, needsIntent, parseTrace, previewFor, Taken } from '../rules'
import { CHECKED_IN } from './check-in-rules'
import { type Added, checkIn, makeUp } from './domain/streak'
import { daysOf, roomWith } from './room'
import { checkInSettings } from './settings'
import { type CheckInIntent, checkIns } from './store'

/** One day's check-in as it is asked for. */
export interface Asked {
  readonly command: Command
  readonly date: BusinessDate
  /** The day on which it is asked for. */
  readonly askedOn: BusinessDate
  readonly isMadeUp: boolean
  readonly atMs: number
}

type MakeUpRefused = 'nothing_to_make_up' | 'no_make_up_left'
type Refused = 'already_checked_in' | MakeUpRefused

/** The facts of one day's check-in: all that the rules are given, and all that its reply is rebuilt from. */
export function factsOf(date: BusinessDate, added: Added, isMadeUp: boolean) {
  const { streakDays, position, before } = added
  return { date, streakDays, position, before, isMadeUp }
}

/** The day the account was opened: nothing before it was missed. */
export function openedOn(account: Account): BusinessDate {
  return businessDateOf(account.openedAtMs)
}

async function addedBy(
  work: Work,
  account: Account,
  { date, askedOn, isMadeUp }: Asked,
): Promise<Added | Refusal<Refused>> {
  if (!isMadeUp) return checkIn(daysOf(account), date)
  const { makeUpsPerMonth: quota } = await settingsOf(work, checkInSettings)
  return makeUp(daysOf(account), { date, today: askedOn, joinedOn: openedOn(account), quota })
}

/** What is taken of budgets, and given, for one command: another on the same day has its own. */
const awardOpOf = ({ command: { key } }: Asked) => `ci|${key}`

/**
 * Posts one day's check-in, in the same write as the days themselves.
 * @param taken null while there is no intent: then what a campaign gives beside points is not given, and asks for one
 */
async function post(work: Work, member: string, asked: Asked, taken: Taken | null) {
  const { pointExpiry } = await settingsOf(work, ledgerSettings)
  const { date, isMadeUp, atMs, command } = asked
  return changeAccount<Line, Refused | 'needs_intent'>(work, member, {
    command,
    async decide(account) {
      const added = await addedBy(work, account, asked)
      if (added instanceof Refusal) return added
      const happening = { event: CHECKED_IN, facts: factsOf(date, added, isMadeUp), atMs, account }
      const preview = taken ? null : await previewFor(work, happening)
      // guard: gift-needs-intent
      if (preview && needsIntent(preview.decision)) return refuse('needs_intent')
      const award = { op: awardOpOf(asked), hasIntent: taken !== null, ...(taken ? { taken } : {}) }
      // Where no campaign gives anything, nothing stands between what was previewed and its being given.
      const isFinal = preview?.decision.gains.length === 0
      const { points, trace, limits } = isFinal ? preview : await awardFor(work, { ...happening, ...award })
      const cause = { op: `ci|${account._id}|${date}`, ref: { kind: 'check-in', id: date }, trace }
      const earned = { points, on: work.today, expiresOn: expiresOn(work.today, pointExpiry) }
      return {
        posting: points === 0 ? unrewarded(cause) : accrual(cause, account, earned),
        marks: { rooms: roomWith(added.days), limits },
      }
    },
    reply: (line) => line,
  })
}

type Answer<Code extends Refused = Refused> =
  | Line
  | Refusal<Code | 'not_a_member' | 'account_frozen' | 'key_reused_with_other_input'>

/** What was posted, or why not; null where it asks for an intent. */
function answerOf(posted: Awaited<ReturnType<typeof post>>): Answer | null {
  if (!(posted instanceof Refusal)) return posted
  return posted.code === 'needs_intent' ? null : refuse(posted.code, posted.params)
}

const checkingIn = (isNew: boolean): Operation<CheckInIntent, Answer | null> => ({
  name: 'check-in-finish',
  collection: checkIns,
  async steps(work, { _id: key, inputHash, madeAtMs, member, date, askedOn, isMadeUp, atMs }) {
    const asked = { command: { key, inputHash, madeAtMs }, date, askedOn, isMadeUp, atMs }
    const taken = new Taken(isNew)
    const posted = await post(work, member, asked, taken)
    // Asked again on another day its key may have been posted for that one, which gave nothing of what was taken for this.
    // guard: taken-for-this
    const entry = posted instanceof Refusal || parseTrace(posted.entry.trace)?.at !== atMs ? null : posted.entry
    await finishAwarded(work, { op: awardOpOf(asked), member, entry, event: CHECKED_IN, atMs, taken })
    return answerOf(posted)
  },
  keeps: (_, answer) => (answer instanceof Refusal ? { refused: answer.code } : {}),
})

/** Goes on with check-ins whose function ended: they were asked for, and are done. */
export const checkInOperation = checkingIn(false)

/** What a settled check-in came to when it was not posted: asked again on another day, that answers it still. */
const refusedBefore = ({ refused }: CheckInIntent) => (refused === undefined ? null : refuse(refused))

/** One day's check-in, at once or, where a campaign gives more than points for it, by way of an intent. */
export function performOn(
  work: Work,
  member: string,
  asked: Asked & { readonly isMadeUp: false },
): Promise<Answer<'already_checked_in'>>
export function performOn(
  work: Work,
  member: string,
  asked: Asked & { readonly isMadeUp: true },
): Promise<Answer<MakeUpRefused>>
export async function performOn(work: Work, member: string, asked: Asked): Promise<Answer> {
  const direct = answerOf(await post(work, member, asked, null))
  if (direct) return direct
  const { command, date, askedOn, isMadeUp, atMs } = asked
  const { key: _id, inputHash, madeAtMs } = command
  const intent: CheckInIntent = {
    _id,
    schema: 1,
    inputHash,
    madeAtMs,
    member,
    date,
    askedOn,
    isMadeUp,
    atMs,
    openSinceMs: work.nowMs,
  }
  const there = (await ensureDocument(work, checkIns, intent)) ?? intent
  // guard: check-in-same-input
  if (there.inputHash !== inputHash) return refuse('key_reused_with_other_input')
  const isNew = there === intent
  // guard: check-in-shared
  const known = isNew ? there : await sharedIntent(work, checkIns, there)
  const posted = await carryOut(work, checkingIn(isNew), known)
  // Settled before: its line answers. One that was refused is tried as if it were new, which without an intent gives what
  // needs none; what was taken of budgets under its name stays given back.
  const answer = posted ?? answerOf(await post(work, member, asked, null)) ?? refusedBefore(known)
  if (!answer) throw new Error(`check-in ${_id} is settled and was not posted`)
  return answer
}
