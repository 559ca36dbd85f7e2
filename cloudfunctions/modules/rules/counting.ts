import { businessDateOf, daysBetween } from '../../kernel/business-date'
import { type Account, hasRoomForLimit, type Limit, limitsWith, limitUsed } from '../ledger'
import { type Gain, type Had, NOTHING_HAD } from './domain/decision'
import { comesToSomething } from './domain/evaluate'
import type { CampaignTerms } from './domain/rule'

type Limits = Account['limits']

/** What is counted of one campaign for one member. */
export type Counted = 'points' | 'times' | 'spent' | 'steps'

/** An account keeps a day's count for a week; the last day of that is left for what is carried out after midnight. */
const MOST_DAYS_LATE = 6

/** Where and when it is counted. */
export interface Counting {
  readonly terms: CampaignTerms
  readonly atMs: number
  readonly today: string
}

/** The day of the event; of what is carried out later than a day is counted, that of carrying out. */
function dayOf({ atMs, today }: Counting): string {
  const on = businessDateOf(atMs)
  return daysBetween(on, today) > MOST_DAYS_LATE ? today : on
}

/** In the campaign as a whole, or on the day of the event. */
export type Span = 'campaign' | 'day'

/** Where it stands in an account. */
export const campaignLimit = (counting: Counting, counted: Counted, span: Span = 'campaign'): Limit => ({
  name: `campaigns.${counted}:${counting.terms.campaignId}`,
  period: span === 'day' ? dayOf(counting) : counting.terms.period,
})

/** What a member has had of a campaign, as far as its terms ask for it. */
export function hadOf(account: Pick<Account, 'limits'>, counting: Counting): Had {
  const { perMember, perMemberDay } = counting.terms
  const used = (counted: Counted, span?: Span) => limitUsed(account, campaignLimit(counting, counted, span))
  return {
    points: perMember?.points === undefined ? 0 : used('points'),
    times: perMember?.times === undefined ? 0 : used('times'),
    dayPoints: perMemberDay?.points === undefined ? 0 : used('points', 'day'),
    dayTimes: perMemberDay?.times === undefined ? 0 : used('times', 'day'),
    spentFen: used('spent'),
  }
}

/** Something more of what is counted. */
interface Addition {
  readonly limit: Limit
  readonly add: number
  /** Whether something goes by it: then it must not be lost. What is only shown may be. */
  readonly isNeeded: boolean
}

function additionsOf(gain: Gain, counting: Counting): readonly Addition[] {
  const { perMember, perMemberDay } = counting.terms
  const once = comesToSomething(gain) ? 1 : 0
  const of = (add: number, isNeeded: boolean, counted: Counted, span?: Span): Addition => ({
    limit: campaignLimit(counting, counted, span),
    add,
    isNeeded,
  })
  return [
    of(gain.spentFen ?? 0, true, 'spent'),
    of(gain.bySpending, true, 'steps'),
    of(gain.points, perMember?.points !== undefined, 'points'),
    of(once, perMember?.times !== undefined, 'times'),
    ...(perMemberDay
      ? [
          of(gain.points, perMemberDay.points !== undefined, 'points', 'day'),
          of(once, perMemberDay.times !== undefined, 'times', 'day'),
        ]
      : []),
    ...gain.counts.map(({ name, period = counting.terms.period, add }) => ({
      limit: { name, period },
      add,
      isNeeded: true,
    })),
  ].filter(({ add }) => add > 0)
}

/** The limits with a gain counted; null when the account has no room for a count that must not be lost. */
export function countedWith(limits: Limits, gain: Gain, counting: Counting): Limits | null {
  let after = limits
  for (const { limit, add, isNeeded } of additionsOf(gain, counting)) {
    const hasRoom = hasRoomForLimit({ limits: after }, limit, counting.today)
    // guard: room-for-count
    if (!hasRoom && isNeeded) return null
    if (hasRoom) after = limitsWith({ limits: after }, limit, add, counting.today)
  }
  return after
}

export const isNothingHad = (had: Had) =>
  (Object.keys(NOTHING_HAD) as (keyof Had)[]).every((name) => had[name] === NOTHING_HAD[name])

/** What a member has had of a campaign so far, whatever of it its terms limit: for showing what is still to be had. */
export function memberShareOf(account: Pick<Account, 'limits'>, counting: Counting): Had {
  const used = (counted: Counted, span?: Span) => limitUsed(account, campaignLimit(counting, counted, span))
  return {
    points: used('points'),
    times: used('times'),
    dayPoints: used('points', 'day'),
    dayTimes: used('times', 'day'),
    spentFen: used('spent'),
  }
}
