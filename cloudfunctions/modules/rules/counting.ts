import { addDays, businessDateOf, daysBetween, isBusinessDate, monthOf } from '../../kernel/business-date'
import { type Account, hasRoomForLimit, type Limit, limitsWith, limitUsed } from '../ledger'
import { type Gain, type Had, NOTHING_HAD } from './domain/decision'
import { comesToSomething } from './domain/evaluate'
import type { CampaignTerms } from './domain/rule'

type Limits = Account['limits']

/** What is counted of one campaign for one member. */
type Counted = 'points' | 'times' | 'spent' | 'steps'

/** An account keeps a period's count for a week after it; the last day of that is left for what is carried out after midnight. */
const MOST_DAYS_LATE = 6
/** Steps are taken back by what is spent in the campaign: that is known for as long as people bring things back. */
const REFUND_DAYS = 90

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

/** The campaign's own days; of what comes in long after them, the month it comes in. */
function periodOf({ terms: { period }, today }: Counting): string {
  const last = period.split('/').at(-1) ?? ''
  return isBusinessDate(last) && daysBetween(last, today) > MOST_DAYS_LATE ? monthOf(today) : period
}

/** The campaign's own days and the time after them in which purchases are brought back. */
function longPeriodOf({ terms: { period } }: Counting): string {
  const [first, last = ''] = period.split('/')
  return isBusinessDate(last) ? `${first}/${addDays(last, REFUND_DAYS)}` : period
}

const nameOf = ({ terms }: Counting, counted: Counted) => `campaigns.${counted}:${terms.campaignId}`

export const limitOf = (counting: Counting, counted: 'points' | 'times'): Limit => ({
  name: nameOf(counting, counted),
  period: periodOf(counting),
})

const dayLimitOf = (counting: Counting, counted: 'points' | 'times'): Limit => ({
  name: nameOf(counting, counted),
  period: dayOf(counting),
})

export const spendingLimitOf = (counting: Counting, counted: 'spent' | 'steps'): Limit => ({
  name: nameOf(counting, counted),
  period: longPeriodOf(counting),
})

/** What a member has had of a campaign, as far as its terms have it counted. */
export function hadOf(account: Pick<Account, 'limits'>, counting: Counting): Had {
  const { perMember, perMemberDay } = counting.terms
  return {
    points: perMember?.points === undefined ? 0 : limitUsed(account, limitOf(counting, 'points')),
    times: perMember?.times === undefined ? 0 : limitUsed(account, limitOf(counting, 'times')),
    dayPoints: perMemberDay?.points === undefined ? 0 : limitUsed(account, dayLimitOf(counting, 'points')),
    dayTimes: perMemberDay?.times === undefined ? 0 : limitUsed(account, dayLimitOf(counting, 'times')),
    spentFen: limitUsed(account, spendingLimitOf(counting, 'spent')),
  }
}

/** What a gain adds to which counts. A count that is zero is one that its terms do not ask for. */
function additionsOf(gain: Gain, counting: Counting): readonly (readonly [Limit, number])[] {
  const { perMember, perMemberDay, budgets } = counting.terms
  const once = comesToSomething(gain) ? 1 : 0
  // Whoever holds back those who have had nothing of a budget yet goes by the times.
  const isTimed = perMember?.times !== undefined || budgets.length > 0
  const additions: (readonly [Limit, number])[] = [
    [limitOf(counting, 'points'), perMember?.points === undefined ? 0 : gain.points],
    [limitOf(counting, 'times'), isTimed ? once : 0],
    [dayLimitOf(counting, 'points'), perMemberDay?.points === undefined ? 0 : gain.points],
    [dayLimitOf(counting, 'times'), perMemberDay?.times === undefined ? 0 : once],
    [spendingLimitOf(counting, 'spent'), gain.spentFen ?? 0],
    [spendingLimitOf(counting, 'steps'), gain.bySpending],
    ...gain.counts.map(({ name, period = periodOf(counting), add }) => [{ name, period }, add] as const),
  ]
  return additions.filter(([, add]) => add > 0)
}

/** The limits with a gain counted; null when the account has no room for a count that must not be lost. */
export function countedWith(limits: Limits, gain: Gain, counting: Counting): Limits | null {
  let after = limits
  for (const [limit, add] of additionsOf(gain, counting)) {
    // guard: room-for-count
    if (!hasRoomForLimit({ limits: after }, limit, counting.today)) return null
    after = limitsWith({ limits: after }, limit, add, counting.today)
  }
  return after
}

export const isNothingHad = (had: Had) =>
  (Object.keys(NOTHING_HAD) as (keyof Had)[]).every((name) => had[name] === NOTHING_HAD[name])

/** What a member has had of a campaign so far, whatever of it its terms limit: for showing what is still to be had. */
export function memberShareOf(account: Pick<Account, 'limits'>, counting: Counting): Had {
  const used = (limit: Limit) => limitUsed(account, limit)
  return {
    points: used(limitOf(counting, 'points')),
    times: used(limitOf(counting, 'times')),
    dayPoints: used(dayLimitOf(counting, 'points')),
    dayTimes: used(dayLimitOf(counting, 'times')),
    spentFen: used(spendingLimitOf(counting, 'spent')),
  }
}
