import { type Account, headOf, nextDueAtMsOf, openSinceMsOf, withRooms } from './account'
import { applyEntry, type Balances, balancesOf } from './balances'
import { type Entry, type EntryBody, headMacOf, sealEntry } from './entry'
import { type JournalPage, PAGE_SIZE, pageOf } from './journal'

/** A tail this long is flushed with the next change. */
const FLUSH_AT = 48

/** What a change may set beside its entries: rooms are added to those there, the others replace what is there. */
export type Marks = Partial<Pick<Account, 'rooms' | 'limits' | 'openOps' | 'status'>>

/** One change of one account: the page to write first, if any, and the account after it. */
export interface Plan {
  readonly page: JournalPage | null
  readonly after: Account
  readonly posted: readonly Entry[]
}

/** The account after some entries and new room contents, chained, summed and signed. */
export function planChange(
  account: Account,
  change: { readonly bodies: readonly EntryBody[]; readonly marks?: Marks; readonly nowMs: number },
  headKey: Buffer,
): Plan {
  const posted: Entry[] = []
  for (const body of change.bodies) posted.push(sealEntry(body, posted.at(-1) ?? headOf(account)))
  const page = account.tail.length >= FLUSH_AT ? pageOf(account) : null
  const balances = posted.reduce<Balances>(applyEntry, balancesOf(account))
  const tail = [...(page ? account.tail.slice(PAGE_SIZE) : account.tail), ...posted]
  const head = tail.at(-1)
  const { rooms, ...marks } = change.marks ?? {}
  const openOps = marks.openOps ?? account.openOps
  const after: Account = {
    ...account,
    ...balances,
    ...marks,
    openSinceMs: openSinceMsOf(openOps),
    version: account.version + 1,
    nextDueAtMs: nextDueAtMsOf(balances),
    rooms: withRooms(account, rooms),
    lastSeq: head?.seq ?? 0,
    tail,
    headMac: head ? headMacOf(headKey, account._id, head) : '',
    journalPage: account.journalPage + (page ? 1 : 0),
    journalHash: page ? page.hash : account.journalHash,
    changedAtMs: change.nowMs,
  }
  return { page, after, posted }
}
