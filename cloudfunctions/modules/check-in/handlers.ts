import type { BusinessDate } from '../../kernel/business-date'
import { businessDateOf } from '../../kernel/business-date'
import { Refusal, refuse } from '../../kernel/refusal'
import { settingsOf, type Work } from '../../platform/context'
import type { ContextOf, Handlers } from '../../platform/module'
import { type Account, accountOf, accrual, changeAccount, expiresOn, type Line, ledgerSettings } from '../ledger'
import { previewFor } from '../rules'
import { CHECKED_IN } from './check-in-rules'
import type { contract } from './contract'
import { stepOf } from './domain/ladder'
import {
  type Added,
  addToday,
  type CheckInDays,
  checkIn,
  daysInMonthOf,
  isCheckedIn,
  makeUp,
  makeUpsLeft,
  missedDays,
  streakDaysOn,
} from './domain/streak'
import { daysOf, roomWith } from './room'
import { checkInSettings } from './settings'

type CommandName = 'check-in.perform' | 'check-in.make-up'

/** The facts of one day's check-in: all that the rules are given, and all that its reply is rebuilt from. */
function factsOf(date: BusinessDate, added: Added, isMadeUp: boolean) {
  const { streakDays, position, before } = added
  return { date, streakDays, position, before, isMadeUp }
}

function replyOf({ entry, balance }: Line) {
  const { facts } = entry.trace as { facts: ReturnType<typeof factsOf> }
  return { date: facts.date, streakDays: facts.streakDays, points: entry.points, balance }
}

/** The day the account was opened: nothing before it was missed. */
function openedOn(account: Account): BusinessDate {
  return businessDateOf(account.openedAtMs)
}

/** Posts one day's check-in, in the same write as the days themselves. */
async function post<Code extends string>(
  context: ContextOf<(typeof contract)[CommandName]>,
  date: BusinessDate,
  decide: (days: CheckInDays, account: Account) => Added | Refusal<Code>,
) {
  const { pointExpiry } = await settingsOf(context, ledgerSettings)
  return changeAccount(context, context.caller.memberId, {
    command: context.command,
    async decide(account) {
      const added = decide(daysOf(account), account)
      if (added instanceof Refusal) return added
      const facts = factsOf(date, added, date !== context.today)
      const asked = { event: CHECKED_IN, facts, atMs: context.nowMs, account }
      const { points, trace, limits } = await previewFor(context, asked)
      const cause = { op: `ci|${account._id}|${date}`, ref: { kind: 'check-in', id: date }, trace }
      const expiry = expiresOn(context.today, pointExpiry)
      return {
        posting: accrual(cause, account, { points, on: context.today, expiresOn: expiry }),
        marks: { rooms: roomWith(added.days), limits },
      }
    },
    reply: replyOf,
  })
}

/** What today's check-in earns, or what it earned, and its place in the streak. */
async function todaysWorth(work: Work, account: Account): Promise<{ points: number; position: number }> {
  const added = addToday(daysOf(account), work.today)
  const posted = account.tail.find(({ ref }) => ref.kind === 'check-in' && ref.id === work.today)
  if (posted) return { points: posted.points, position: added.position }
  const facts = factsOf(work.today, added, false)
  const { points } = await previewFor(work, { event: CHECKED_IN, facts, atMs: work.nowMs, account })
  return { points, position: added.position }
}

export const handlers: Handlers<typeof contract> = {
  'check-in.status': async (context) => {
    const account = await accountOf(context, context.caller.memberId)
    if (!account) return refuse('not_a_member')
    const { checkInLadder, checkInPrizes, makeUpsPerMonth } = await settingsOf(context, checkInSettings)
    const { today } = context
    const days = daysOf(account)
    const { points, position } = await todaysWorth(context, account)
    return {
      today,
      isCheckedIn: isCheckedIn(days, today),
      streakDays: streakDaysOn(days, today),
      month: [...daysInMonthOf(days, today)],
      ladder: checkInLadder.map((stepPoints, index) => ({ day: index + 1, points: stepPoints })),
      prizes: checkInPrizes,
      step: stepOf(checkInLadder, position),
      todayPoints: points,
      makeUpLeft: makeUpsLeft(days, today, makeUpsPerMonth),
      makeUpDates: [...missedDays(days, today, openedOn(account))],
    }
  },

  'check-in.perform': async (context) => post(context, context.today, (days) => checkIn(days, context.today)),

  'check-in.make-up': async (context, { date }) => {
    const { makeUpsPerMonth: quota } = await settingsOf(context, checkInSettings)
    return post(context, date, (days, account) =>
      makeUp(days, { date, today: context.today, joinedOn: openedOn(account), quota }),
    )
  },
}
