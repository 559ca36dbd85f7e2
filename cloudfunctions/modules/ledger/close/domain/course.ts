import { type BusinessDate, businessDateOf } from '../../../../kernel/business-date'
import { type Account, nextDueAtMsOf } from '../../domain/account'
import { applyEntry, type Balances, balancesOf, NO_POINTS, undoEntry } from '../../domain/balances'
import { dueEntries } from '../../domain/due'
import { type Entry, sealEntry } from '../../domain/entry'
import type { JournalPage } from '../../domain/journal'

/** An account after one of its entries. */
export interface Standing {
  readonly seq: number
  readonly hash: string
  readonly balances: Balances
}

/** A part of an account's journal without a gap: where it begins, and the entries that follow. */
export interface Course {
  readonly account: Account
  readonly start: Standing
  readonly entries: readonly Entry[]
}

/**
 * The end of an account's journal as a course.
 * @param pages the newest ones in their order; without any, though there should be, the account's own fields are gone back from
 */
export function courseOf(account: Account, pages: readonly JournalPage[]): Course {
  const entries = [...pages.flatMap((page) => page.entries), ...account.tail]
  const oldest = pages[0]
  const seq = oldest ? oldest.fromSeq - 1 : (account.tail[0]?.seq ?? account.lastSeq + 1) - 1
  if (oldest) return { account, start: { seq, hash: '', balances: oldest.open }, entries }
  const balances =
    account.journalPage === 0 ? NO_POINTS : account.tail.reduceRight<Balances>(undoEntry, balancesOf(account))
  return { account, start: { seq, hash: '', balances }, entries }
}

/**
 * Goes on from a standing to a moment (that moment excluded): entries posted before it, then what had fallen due by then
 * and was not posted. Posted later, those are the same entries with the same numbers and hashes, so a fold from any
 * standing meets each exactly once, whenever the sweep came.
 *
 * Clocks of instances differ: an entry that bears an earlier moment than one before it counts with that one, so that
 * what lies before a moment is always the beginning of the journal.
 */
export function advance(
  course: Course,
  from: Standing,
  beforeMs: number,
): { readonly standing: Standing; readonly entries: readonly Entry[] } {
  const end = course.entries.findIndex((entry) => entry.atMs >= beforeMs)
  const posted = (end < 0 ? course.entries : course.entries.slice(0, end)).filter(({ seq }) => seq > from.seq)
  const last = posted.at(-1) ?? from
  const balances = posted.reduce<Balances>(applyEntry, from.balances)
  const due = unpostedDue(course.account, { seq: last.seq, hash: last.hash, balances }, businessDateOf(beforeMs - 1))
  const head = due.at(-1) ?? last
  const entries = [...posted, ...due]
  return {
    standing: { seq: head.seq, hash: head.hash, balances: due.reduce<Balances>(applyEntry, balances) },
    entries,
  }
}

function unpostedDue(account: Account, { seq, hash, balances }: Standing, on: BusinessDate): readonly Entry[] {
  const nextDueAtMs = nextDueAtMsOf(balances)
  if (nextDueAtMs === null) return []
  const sealed: Entry[] = []
  for (const body of dueEntries({ ...account, ...balances, lastSeq: seq, nextDueAtMs }, on)) {
    sealed.push(sealEntry(body, sealed.at(-1) ?? { seq, hash }))
  }
  return sealed
}
