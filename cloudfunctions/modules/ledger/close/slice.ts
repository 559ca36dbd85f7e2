import { addDays, type BusinessDate, startOfDateMs } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import { encodeCursor } from '../../../platform/store'
import { accountsPage } from '../accounts-pages'
import type { Account } from '../domain/account'
import type { Finding } from '../domain/verify'
import { verify } from '../verify'
import { FINDINGS_KEPT, headLeafOf } from './domain/close'
import { advance, type Course, type Standing } from './domain/course'
import { isWellFounded, unreadableField } from './domain/soundness'
import { type AccountDay, type DaySums, sumsOf } from './domain/sums'
import { type RecentJournal, recentJournals } from './journal-reads'

/** Accounts of one slice: their journals fit in memory, and a slice is far from the time a function may run. */
const ACCOUNTS_PER_SLICE = 300
const ACCOUNTS_PER_READ = 100

/** Which accounts a slice is about, in the order of their ids. */
export interface Range {
  /** Those after this one; `''`: from the first. */
  readonly after: string
  /** Up to this one, null for all that follow; undefined while nobody has decided. */
  readonly upTo: string | null | undefined
}

/** The accounts of a range; where its end is open, so many that they make a slice, and where that ends. */
export async function accountsIn(
  work: Work,
  { after, upTo }: Range,
): Promise<{ readonly accounts: readonly Account[]; readonly upTo: string | null }> {
  const accounts: Account[] = []
  let cursor = after === '' ? undefined : encodeCursor({ value: after, id: after })
  for (;;) {
    const page = await accountsPage(work, ACCOUNTS_PER_READ, cursor)
    const within = upTo ? page.items.filter(({ _id }) => _id <= upTo) : page.items
    accounts.push(...within)
    if (page.next === null || within.length < page.items.length) break
    if (upTo === undefined && accounts.length >= ACCOUNTS_PER_SLICE) {
      return { accounts, upTo: accounts.at(-1)?._id ?? null }
    }
    cursor = page.next
  }
  return { accounts, upTo: upTo ?? null }
}

/** One account at the end of one day. */
export interface AccountClose {
  readonly course: Course
  readonly standing: Standing
  readonly leaf: string
}

export interface DayOfAccounts {
  readonly date: BusinessDate
  readonly sums: DaySums
  readonly closes: readonly AccountClose[]
}

/** What some accounts did on each of some days that follow one another. Each account's journal is read once. */
export function daysOf(journals: readonly RecentJournal[], dates: readonly BusinessDate[]): readonly DayOfAccounts[] {
  const first = dates[0]
  if (first === undefined) return []
  const before = journals.map(({ course }) => advance(course, course.start, startOfDateMs(first)).standing)
  const leaves = new Map<string, { readonly hash: string; readonly leaf: string }>()
  const leafFor = ({ account }: RecentJournal, standing: Standing): string => {
    const known = leaves.get(account._id)
    // Most accounts do nothing on most days.
    if (known?.hash === standing.hash) return known.leaf
    const leaf = headLeafOf(account._id, standing)
    leaves.set(account._id, { hash: standing.hash, leaf })
    return leaf
  }
  return dates.map((date) => {
    const endMs = startOfDateMs(addDays(date, 1))
    const days: AccountDay[] = []
    const closes: AccountClose[] = []
    for (const [at, journal] of journals.entries()) {
      const opening = before[at]
      if (!opening || journal.account.openedAtMs >= endMs) continue
      const { standing, entries } = advance(journal.course, opening, endMs)
      days.push({ opening: opening.balances, entries, closing: standing.balances })
      closes.push({ course: journal.course, standing, leaf: leafFor(journal, standing) })
      before[at] = standing
    }
    return { date, sums: sumsOf(days), closes }
  })
}

/** Journals of the accounts that can be read, and what is wrong with those that cannot. */
export async function readableJournals(
  work: Work,
  accounts: readonly Account[],
  since: BusinessDate,
): Promise<{ readonly journals: readonly RecentJournal[]; readonly unreadable: readonly Finding[] }> {
  const readable = accounts.filter((account) => unreadableField(account) === null)
  const unreadable = accounts.flatMap((account): readonly Finding[] => {
    const field = unreadableField(account)
    return field === null ? [] : [{ account: account._id, field, found: null, expected: null }]
  })
  return { journals: await recentJournals(work, readable, startOfDateMs(since)), unreadable }
}

/** What is wrong with some accounts, as far as it is told, and with how many. */
export interface Doubts {
  readonly findings: readonly Finding[]
  readonly count: number
}

/**
 * Each account is looked at, and what is in doubt is verified from its first entry: as many as a close has room to tell
 * of. Beyond that it is not single accounts that are wrong, most likely the key, and going on would take all night.
 */
export async function doubtsOf(
  work: Work,
  { journals, unreadable }: { readonly journals: readonly RecentJournal[]; readonly unreadable: readonly Finding[] },
): Promise<Doubts> {
  const headKey = work.secrets.key('ledger-head')
  const findings: Finding[] = [...unreadable]
  let untold = 0
  for (const { account, newest } of journals) {
    if (isWellFounded(account, newest, headKey)) continue
    if (findings.length >= FINDINGS_KEPT) untold += 1
    else findings.push(...(await verify(work, account)))
  }
  return { findings: findings.slice(0, FINDINGS_KEPT), count: findings.length + untold }
}
