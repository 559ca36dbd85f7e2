import type { Work } from '../../platform/context'
import type { Account } from './domain/account'
import type { Entry } from './domain/entry'
import { type JournalPage, type Line, linesBackwards, pageIdOf, pageNumberOf } from './domain/journal'
import { journal } from './store'

/** A cursor of a statement: the number of the last entry shown. Null for anything else. */
export function parseCursor(cursor: string): number | null {
  return /^[1-9]\d{0,14}$/.test(cursor) ? Number(cursor) : null
}

/**
 * Entries below a number, newest first: from the tail, then one read per 32 from the pages, however long the history.
 * Throws when a page that must be there is not: `ops.verify-ledger` names it.
 */
export async function linesBelow(work: Work, account: Account, below: number, limit: number): Promise<readonly Line[]> {
  const inTail = linesBackwards(account.tail, account.available).filter((line) => line.entry.seq < below)
  const newest = Math.min(below, account.tail[0]?.seq ?? 1) - 1
  const missing = Math.min(limit - inTail.length, newest)
  if (missing <= 0) return inTail.slice(0, limit)
  const ids: string[] = []
  for (let page = pageNumberOf(newest); page >= pageNumberOf(newest - missing + 1); page -= 1) {
    ids.push(pageIdOf(account._id, page))
  }
  const paged = (await pagesOf(work, account, ids))
    .flatMap((page) => linesBackwards(page.entries, page.close.available))
    .filter((line) => line.entry.seq <= newest)
  return [...inTail, ...paged].slice(0, limit)
}

/** The newest entries of a journal, oldest first, and how many pages before them were not read. */
export interface NewestEntries {
  readonly entries: readonly Entry[]
  readonly unread: number
}

/**
 * Entries since a moment and some before it: about one read per doubling of their pages. Read further back, it goes on
 * from what is known.
 */
export async function entriesSince(
  work: Work,
  account: Account,
  sinceMs: number,
  known: NewestEntries = { entries: account.tail, unread: account.journalPage },
): Promise<NewestEntries> {
  let { entries, unread } = known
  for (let count = 1; unread > 0 && (entries[0]?.atMs ?? sinceMs) >= sinceMs; count *= 2) {
    const from = Math.max(0, unread - count)
    const ids = Array.from({ length: unread - from }, (_, nth) => pageIdOf(account._id, from + nth))
    const pages = await pagesOf(work, account, ids)
    entries = [...pages.flatMap((page) => page.entries), ...entries]
    unread = from
  }
  return { entries, unread }
}

/** Journal pages in the order of their ids. */
async function pagesOf(work: Work, account: Account, ids: readonly string[]): Promise<readonly JournalPage[]> {
  const pages = await work.store.getMany(journal, ids)
  if (pages.length !== ids.length) throw new Error(`a journal page of ${account._id} is missing: ${ids.join(', ')}`)
  return pages
}

/** One entry by its number; null when the account has none of that number. */
export async function lineAt(work: Work, account: Account, seq: number): Promise<Line | null> {
  if (seq > account.lastSeq) return null
  const [line] = await linesBelow(work, account, seq + 1, 1)
  return line?.entry.seq === seq ? line : null
}
