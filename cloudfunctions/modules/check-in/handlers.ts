import { Refusal, refuse } from '../../kernel/refusal'
import { settingsOf, type Work } from '../../platform/context'
import type { Handlers } from '../../platform/module'
import { type Account, accountOf, type Line } from '../ledger'
import { previewFor } from '../rules'
import { CHECKED_IN } from './check-in-rules'
import type { contract } from './contract'
import { stepOf } from './domain/ladder'
import { addToday, daysInMonthOf, isCheckedIn, makeUpsLeft, missedDays, streakDaysOn } from './domain/streak'
import { factsOf, openedOn, performOn } from './post'
import { daysOf } from './room'
import { checkInSettings } from './settings'

function replyOf({ entry, balance }: Line) {
  const { facts } = entry.trace as { facts: ReturnType<typeof factsOf> }
  return { date: facts.date, streakDays: facts.streakDays, points: entry.points, balance }
}

const askedNow = ({ today, nowMs }: Work) => ({ askedOn: today, atMs: nowMs })

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

  'check-in.perform': async (context) => {
    const asked = { command: context.command, date: context.today, ...askedNow(context), isMadeUp: false } as const
    const posted = await performOn(context, context.caller.memberId, asked)
    return posted instanceof Refusal ? posted : replyOf(posted)
  },

  'check-in.make-up': async (context, { date }) => {
    const asked = { command: context.command, date, ...askedNow(context), isMadeUp: true } as const
    const posted = await performOn(context, context.caller.memberId, asked)
    return posted instanceof Refusal ? posted : replyOf(posted)
  },
}
