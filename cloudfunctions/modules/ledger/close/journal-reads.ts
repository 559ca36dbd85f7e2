import type { Work } from '../../../platform/context'
import type { Account } from '../domain/account'
import { type JournalPage, pageIdOf } from '../domain/journal'
import { journal } from '../store'
import { type Course, courseOf } from './domain/course'
import { isReadablePage } from './domain/soundness'

const IDS_PER_READ = 100
/**
 * Clocks of instances differ by seconds, and a write lands within a minute of the moment it bears: an entry this much
 * older than a moment has none after that moment before it.
 */
const CLOCKS_DIFFER_BY_MS = 60 * 60_000

/** Journal pages by their ids; those that are missing, or that a hand has made unreadable, are left out. */
async function pagesOf(work: Work, ids: readonly string[]): Promise<ReadonlyMap<string, JournalPage>> {
  const pages = new Map<string, JournalPage>()
  for (let first = 0; first < ids.length; first += IDS_PER_READ) {
    for (const page of await work.store.getMany(journal, ids.slice(first, first + IDS_PER_READ))) {
      if (isReadablePage(page)) pages.set(page._id, page)
    }
  }
  return pages
}

export interface RecentJournal {
  readonly account: Account
  /** Null while there is none, undefined when it should be there and is not. */
  readonly newest: JournalPage | null | undefined
  readonly course: Course
}

/**
 * The journals of some accounts from a moment on, with enough before it to know where the moment lies. Most have it in
 * the account itself; the newest page is read with it, since that is what the account's balances are built upon.
 */
export async function recentJournals(
  work: Work,
  accounts: readonly Account[],
  sinceMs: number,
): Promise<readonly RecentJournal[]> {
  const pages = new Map<Account, JournalPage[]>(accounts.map((account) => [account, []]))
  let wanted = accounts
    .filter(({ journalPage }) => journalPage > 0)
    .map((account) => [account, account.journalPage - 1] as const)
  while (wanted.length > 0) {
    const read = await pagesOf(
      work,
      wanted.map(([account, number]) => pageIdOf(account._id, number)),
    )
    const further: (readonly [Account, number])[] = []
    for (const [account, number] of wanted) {
      const page = read.get(pageIdOf(account._id, number))
      if (!page) continue
      pages.get(account)?.unshift(page)
      const begins = page.entries[0]?.atMs ?? 0
      if (number > 0 && begins >= sinceMs - CLOCKS_DIFFER_BY_MS) further.push([account, number - 1])
    }
    wanted = further
  }
  return accounts.map((account) => {
    const read = pages.get(account) ?? []
    const newest = read.at(-1)
    const isThere = newest?.page === account.journalPage - 1
    return {
      account,
      newest: account.journalPage === 0 ? null : isThere ? newest : undefined,
      course: courseOf(account, read),
    }
  })
}

/** The part of one account's journal that a moment lies in: about one read per doubling of its length. */
export async function courseAround(work: Work, account: Account, beforeMs: number): Promise<Course> {
  const pageAt = async (number: number): Promise<JournalPage> => {
    const id = pageIdOf(account._id, number)
    const page = (await pagesOf(work, [id])).get(id)
    if (!page) throw new Error(`journal page ${id} is missing`)
    return page
  }
  const isBefore = (page: JournalPage) => (page.entries[0]?.atMs ?? 0) < beforeMs - CLOCKS_DIFFER_BY_MS
  // The last page that begins before the moment lies in [low, high), unless even the first begins after it.
  let [low, high] = [0, account.journalPage]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isBefore(await pageAt(middle))) low = middle
    else high = middle
  }
  const pages: JournalPage[] = []
  for (let number = low; number < account.journalPage; number += 1) {
    const page = await pageAt(number)
    pages.push(page)
    if (page.entries.some(({ atMs }) => atMs >= beforeMs)) return courseOf({ ...account, tail: [] }, pages)
  }
  return courseOf(account, pages)
}
