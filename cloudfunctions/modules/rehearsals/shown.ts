import { businessDateOf } from '../../kernel/business-date'
import { pointsNameOf } from '../../platform/brand'
import type { Work } from '../../platform/context'
import { members } from '../members'
import type { DayTotals } from './domain/tally'
import type { Rehearsal } from './store'
import { budgetText, costFenOf, lastDayOf, momentText, percentOf, progressText, resultText } from './texts'

/** The member of an account: `<member>.<enrolment>`. */
const memberOf = (account: string) => account.slice(0, account.lastIndexOf('.'))

async function winnersOf(work: Work, { result }: Rehearsal) {
  const top = result?.top ?? []
  const known = new Map(
    (await work.store.getMany(members, [...new Set(top.map(({ account }) => memberOf(account)))])).map((member) => [
      member._id,
      member.profile.nickname,
    ]),
  )
  return top.map(({ account, awards, points, giftFen }) => {
    const memberId = memberOf(account)
    return { memberId, name: known.get(memberId) ?? '已注销的会员', awards, points, giftFen }
  })
}

const sumOf = (days: readonly DayTotals[], name: Exclude<keyof DayTotals, 'date'>) =>
  days.reduce((sum, day) => sum + day[name], 0)

async function resultOf(work: Work, rehearsal: Rehearsal) {
  const { result, tally, pointCostBps } = rehearsal
  if (!result) return null
  const { days, collisions, ranOut } = tally
  const [points, giftFen] = [sumOf(days, 'points'), sumOf(days, 'giftFen')]
  return {
    sums: {
      events: sumOf(days, 'events'),
      awards: sumOf(days, 'awards'),
      members: result.winners,
      points,
      giftFen,
      costFen: costFenOf(points, giftFen, pointCostBps),
      refused: sumOf(days, 'refused'),
      takenBack: sumOf(days, 'takenBack'),
    },
    days: days.map((day) => ({
      date: day.date,
      events: day.events,
      awards: day.awards,
      points: day.points,
      giftFen: day.giftFen,
      costFen: costFenOf(day.points, day.giftFen, pointCostBps),
      refused: day.refused,
      takenBack: day.takenBack,
    })),
    ranOut: ranOut.map(({ id, atMs, refused }) => ({ budget: budgetText(id), atMs, at: momentText(atMs), refused })),
    winners: await winnersOf(work, rehearsal),
    collisions: collisions.map((one) => ({ ...one })),
    costs: result.costs.map((one) => ({ ...one })),
  }
}

/** A rehearsal as operators see it: how far it is, or what it came to, as numbers and as text. */
export async function shownRehearsal(work: Work, rehearsal: Rehearsal) {
  const { _id: rehearsalId, campaignId, title, source, from, to, runs, atMs, state, body } = rehearsal
  const result = await resultOf(work, rehearsal)
  const points = (body.budget as { readonly points?: unknown } | undefined)?.points
  return {
    rehearsalId,
    campaignId,
    title,
    source,
    from,
    to,
    runsFrom: businessDateOf(runs.fromMs),
    runsTo: lastDayOf(runs.untilMs),
    atMs,
    state,
    percent: percentOf(rehearsal),
    budgetPoints: typeof points === 'number' ? points : null,
    result,
    text: result ? resultText(rehearsal, result, await pointsNameOf(work)) : progressText(rehearsal),
  }
}
