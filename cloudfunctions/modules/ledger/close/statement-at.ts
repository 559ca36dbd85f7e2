import type { Work } from '../../../platform/context'
import type { AccountStatus } from '../domain/account'
import type { Balances } from '../domain/balances'
import { accounts } from '../store'
import { advance } from './domain/course'
import { courseAround } from './journal-reads'
import { settingsVersionBefore } from './settings-in-force'

/** What a member had at a moment of the past, with what was to come of it. */
export interface StatementAt extends Balances {
  readonly account: string
  readonly enrolment: number
  readonly atMs: number
  /** The number of the newest entry then, those that had fallen due included; 0 before the first. */
  readonly lastSeq: number
  /** The version of the settings in force then: 0 while none was published. */
  readonly settingsVersion: number
  /** The account's status as it is now: statuses are not in the journal. */
  readonly statusNow: AccountStatus
}

/** More enrolments than one person will ever have. */
const MAX_ENROLMENTS = 100

/**
 * Balance, lots and holds at the end of a moment, as their owner could have seen them: what had fallen due by then is
 * in them, whenever it was posted. Null for someone who was no member then. Throws when a journal page is missing.
 */
export async function statementAt(work: Work, memberId: string, atMs: number): Promise<StatementAt | null> {
  const page = await work.store.find(accounts, {
    index: 'byMember',
    equals: { member: memberId },
    order: 'descending',
    limit: MAX_ENROLMENTS,
  })
  const account = page.items.find(({ openedAtMs }) => openedAtMs <= atMs)
  if (!account) return null
  const course = await courseAround(work, account, atMs + 1)
  const { standing } = advance(course, course.start, atMs + 1)
  const version = await settingsVersionBefore(work, atMs + 1)
  return {
    account: account._id,
    enrolment: account.enrolment,
    atMs,
    lastSeq: standing.seq,
    settingsVersion: version?.version ?? 0,
    statusNow: account.status,
    ...standing.balances,
  }
}
