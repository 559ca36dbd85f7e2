import { canonicalJson, type Json } from '../../../kernel/canonical-json'
import { sha256 } from '../../../kernel/digest'
import type { Account } from './account'
import { applyEntry, type Balances, balancesOf, undoEntry } from './balances'
import type { Entry } from './entry'
import { sumOf } from './lots'

/** Entries of one journal page; page p holds the numbers 32p+1 to 32p+32. */
export const PAGE_SIZE = 32

/** Thirty-two entries that left the tail: written once, chained by hash to the page before. */
export interface JournalPage {
  readonly _id: string
  readonly schema: 1
  readonly account: string
  readonly page: number
  readonly fromSeq: number
  readonly toSeq: number
  readonly entries: readonly Entry[]
  /** The commands that the entries answer, so that an old one is found. */
  readonly keys: readonly string[]
  /** Balances before the first entry and after the last. */
  readonly open: Balances
  readonly close: Balances
  readonly previousHash: string
  readonly hash: string
}

export function pageIdOf(account: string, page: number): string {
  return `${account}|${String(page).padStart(6, '0')}`
}

/** The number of the page that holds an entry once it has left the tail. */
export function pageNumberOf(seq: number): number {
  return Math.floor((seq - 1) / PAGE_SIZE)
}

export function pageHashOf(page: Pick<JournalPage, 'previousHash' | 'entries' | 'open' | 'close'>): string {
  const { entries, open, close } = page
  return sha256(page.previousHash + canonicalJson({ entries, open, close } as unknown as Json))
}

/** The next page of an account. It depends on nothing but the account's entries: two writers write the same bytes. */
export function pageOf(account: Account): JournalPage {
  const entries = account.tail.slice(0, PAGE_SIZE)
  const open = account.tail.reduceRight<Balances>(undoEntry, balancesOf(account))
  const close = entries.reduce<Balances>(applyEntry, open)
  const number = account.journalPage
  const content = { entries, open, close, previousHash: account.journalHash }
  return {
    _id: pageIdOf(account._id, number),
    schema: 1,
    account: account._id,
    page: number,
    fromSeq: number * PAGE_SIZE + 1,
    toSeq: (number + 1) * PAGE_SIZE,
    keys: entries.map((entry) => entry.key),
    ...content,
    hash: pageHashOf(content),
  }
}

/** An entry with the spendable balance after it. */
export interface Line {
  readonly entry: Entry
  readonly balance: number
}

/** Entries newest first, each with its balance, given what is available after the newest. */
export function linesBackwards(entries: readonly Entry[], available: number): readonly Line[] {
  let balance = available
  return [...entries].reverse().map((entry) => {
    const line = { entry, balance }
    balance -= sumOf(entry.lots)
    return line
  })
}
