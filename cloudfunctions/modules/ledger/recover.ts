import { addDays, type BusinessDate, daysBetween, startOfDateMs } from '../../kernel/business-date'
import { type Refusal, refuse } from '../../kernel/refusal'
import type { Command, Work } from '../../platform/context'
import { readSettings } from '../../platform/settings'
import { changeAccount, postDue } from './change'
import { settingsSince } from './close/settings-in-force'
import type { Account } from './domain/account'
import { dueEntries } from './domain/due'
import {
  daysOfExpiry,
  type Ended,
  endedOn,
  isGivenBack,
  MAX_GRACE_DAYS,
  type Numbered,
  pointsOf,
  recovery,
} from './domain/recovery'
import { ledgerSettings } from './settings'
import { entriesSince, type NewestEntries } from './statement'

/** Clocks of instances differ, so a day's entries are looked for from a day before it. */
const SLACK_DAYS = 1

const journalSince = (work: Work, account: Account, day: BusinessDate, known?: NewestEntries) =>
  entriesSince(work, account, startOfDateMs(addDays(day, -SLACK_DAYS)), known)

/** The last day of grace for what ended on a day, by the settings that were in force when it did. */
async function graceSince(work: Work, day: BusinessDate): Promise<(expiredOn: BusinessDate) => BusinessDate> {
  const endOf = (date: BusinessDate) => startOfDateMs(addDays(date, 1)) + 1
  const then = await settingsSince(work, endOf(day))
  return (expiredOn) => {
    const { values } = readSettings(ledgerSettings, then(endOf(expiredOn))?.body ?? {})
    return addDays(expiredOn, values.expiryGraceDays)
  }
}

/** Points that have expired and can still be had back. */
export interface Recoverable {
  readonly expiredOn: BusinessDate
  readonly points: number
  /** The last day on which they can be had back, and spent. */
  readonly until: BusinessDate
}

/** What an account's owner can have back today, soonest first; what fell due and is not posted yet is in it. */
export async function recoverable(work: Work, account: Account): Promise<readonly Recoverable[]> {
  const since = addDays(work.today, -MAX_GRACE_DAYS)
  const due: readonly Numbered[] = dueEntries(account, work.today).map((body, at) => ({
    ...body,
    seq: account.lastSeq + 1 + at,
  }))
  const newest = await journalSince(work, account, since)
  const days = daysOfExpiry([...newest.entries, ...due]).filter((day) => day >= since && day < work.today)
  const [first] = days
  if (first === undefined) return []
  const untilOf = await graceSince(work, first)
  const inGrace = days.filter((day) => untilOf(day) >= work.today)
  if (inGrace.length === 0) return []
  // What was given back before may be among what ended: it is not given back twice.
  const further = await journalSince(work, account, addDays(first, -MAX_GRACE_DAYS), newest)
  const entries = [...further.entries, ...due]
  return inGrace.flatMap((expiredOn) => {
    const points = pointsOf(endedOn(account._id, entries, expiredOn))
    return points > 0 ? [{ expiredOn, points, until: untilOf(expiredOn) }] : []
  })
}

export interface Recovered {
  readonly points: number
  readonly balance: number
  readonly until: BusinessDate
}

type Code = 'nothing_to_recover' | 'grace_is_over' | 'already_recovered'

function refusalFor(account: Account, entries: readonly Numbered[], { expiredOn }: Ended): Refusal<Code> {
  const wasGivenBack = entries.some(
    ({ kind, ref, seq }) => kind === 'expiry' && ref.id === expiredOn && isGivenBack(account._id, entries, seq),
  )
  return refuse(wasGivenBack ? 'already_recovered' : 'nothing_to_recover')
}

/** Gives a member back what expired on a day, once, while its grace lasts: spendable until the grace ends. */
export async function recoverExpired(
  work: Work,
  member: string,
  { command, expiredOn }: { readonly command: Command; readonly expiredOn: BusinessDate },
): Promise<Recovered | Refusal<Code | 'not_a_member' | 'account_frozen' | 'key_reused_with_other_input'>> {
  // Only what has been posted can be told apart from what was given back.
  await postDue(work, member)
  return changeAccount<Recovered, Code>(work, member, {
    command,
    async decide(account) {
      if (expiredOn >= work.today) return refuse('nothing_to_recover')
      // However long ago it was, the journal is not read that far.
      if (daysBetween(expiredOn, work.today) > MAX_GRACE_DAYS) return refuse('grace_is_over')
      const until = (await graceSince(work, expiredOn))(expiredOn)
      // guard: grace
      if (until < work.today) return refuse('grace_is_over')
      const { entries } = await journalSince(work, account, addDays(expiredOn, -MAX_GRACE_DAYS))
      const ended = endedOn(account._id, entries, expiredOn)
      // guard: recovered-once
      if (pointsOf(ended) === 0) return refusalFor(account, entries, ended)
      return { posting: recovery(account._id, account, ended, { today: work.today, until }) }
    },
    reply: ({ entry, balance }) => ({
      points: entry.points,
      balance,
      until: (entry.trace as { readonly until: BusinessDate }).until,
    }),
  })
}

/** Whether an expiry was given back already: to the member who asked, or by an operator. */
export async function wasGivenBack(work: Work, account: Account, expiry: Numbered): Promise<boolean> {
  const { entries } = await entriesSince(work, account, expiry.atMs)
  return isGivenBack(account._id, entries, expiry.seq)
}
