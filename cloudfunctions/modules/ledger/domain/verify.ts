import { canonicalJson, type Json } from '../../../kernel/canonical-json'
import { type Account, nextDueAtMsOf } from './account'
import { applyEntry, type Balances, NO_POINTS } from './balances'
import { brokenFields, type Entry, headMacOf } from './entry'
import { type JournalPage, PAGE_SIZE, pageHashOf, pageIdOf } from './journal'

/** One place where an account is not what its journal says. */
export interface Finding {
  readonly account: string
  /** The number of the entry, where it is about one. */
  readonly entry?: number
  /** The id of the journal page, where it is about one. */
  readonly page?: string
  readonly field: string
  /** As found and as recomputed; null where only the one is known. */
  readonly found: string | null
  readonly expected: string | null
}

/** What the chain has led to so far. `isKnown` is false once an entry's points can no longer be trusted. */
interface Running {
  readonly seq: number
  /** Null behind a page that is gone: the first entry after it cannot be checked against the one before. */
  readonly hash: string | null
  readonly pageHash: string | null
  readonly balances: Balances
  readonly isKnown: boolean
}

const shown = (value: unknown): string => {
  try {
    return canonicalJson((value ?? null) as Json)
  } catch {
    return String(value)
  }
}
const isEqual = (left: unknown, right: unknown) => shown(left) === shown(right)

/**
 * Recomputes an account from its first entry and names every difference. It shows what it finds and repairs nothing.
 * @param pages those of the account that exist, in any order
 */
export function verifyAccount(account: Account, pages: readonly JournalPage[], headKey: Buffer): readonly Finding[] {
  // What the fields of another schema mean, this code does not know.
  if (account.schema !== 1)
    return [{ account: account._id, field: 'schema', found: shown(account.schema), expected: '1' }]
  const findings: Finding[] = []
  const byNumber = new Map(pages.map((page) => [page.page, page]))
  let running: Running = { seq: 0, hash: '', pageHash: '', balances: NO_POINTS, isKnown: true }
  for (let number = 0; number < account.journalPage; number += 1) {
    const page = byNumber.get(number)
    const id = pageIdOf(account._id, number)
    if (!page || !Array.isArray(page.entries) || page.entries.length !== PAGE_SIZE) {
      findings.push({ account: account._id, page: id, field: page ? 'entries' : '_id', found: null, expected: id })
      running = skippedPage(running, page, number)
      continue
    }
    running = verifyPage(account._id, page, running, findings)
  }
  const tail = Array.isArray(account.tail) ? account.tail : []
  const end = verifyEntries({ account: account._id }, tail, running, findings)
  findings.push(...verifyAccountFields(account, end, headKey))
  return findings
}

/** Where the chain goes on behind a page that is not there: by what the page itself says, or without balances. */
function skippedPage(running: Running, page: JournalPage | undefined, number: number): Running {
  return {
    ...running,
    seq: (number + 1) * PAGE_SIZE,
    hash: null,
    pageHash: page?.hash ?? null,
    isKnown: false,
  }
}

function verifyPage(account: string, page: JournalPage, before: Running, findings: Finding[]): Running {
  const at = { account, page: page._id }
  const expectedOpen = before.balances
  const after = verifyEntries(at, page.entries, before, findings)
  const isIntact = after.isKnown
  const compare = (field: string, found: unknown, expected: unknown) => {
    if (!isEqual(found, expected)) findings.push({ ...at, field, found: shown(found), expected: shown(expected) })
  }
  compare('account', page.account, account)
  compare('fromSeq', page.fromSeq, before.seq + 1)
  compare('toSeq', page.toSeq, before.seq + PAGE_SIZE)
  compare(
    'keys',
    page.keys,
    page.entries.map((entry) => entry.key),
  )
  if (before.isKnown) compare('open', page.open, expectedOpen)
  if (isIntact) compare('close', page.close, after.balances)
  if (before.pageHash !== null) compare('previousHash', page.previousHash, before.pageHash)
  // An entry that was changed has been named already, and breaks the page's hash with it.
  if (isIntact) compare('hash', page.hash, pageHashOf(page))
  return { ...after, pageHash: page.hash }
}

function verifyEntries(
  at: { readonly account: string; readonly page?: string },
  entries: readonly Entry[],
  before: Running,
  findings: Finding[],
): Running {
  let { seq, hash, balances, isKnown } = before
  for (const entry of entries) {
    seq += 1
    const broken = brokenFields(entry, hash ?? '')
    const named = hash === null ? broken.filter((field) => field !== 'hash') : broken
    for (const field of named) {
      findings.push({ ...at, entry: seq, field, found: shown(entry[field as keyof Entry]), expected: null })
    }
    if (named.length === 0 && entry.seq !== seq) {
      findings.push({ ...at, entry: seq, field: 'seq', found: shown(entry.seq), expected: shown(seq) })
    }
    isKnown = isKnown && !(['points', 'lots', 'holds'] as const).some((field) => named.includes(field))
    if (isKnown) balances = applyEntry(balances, entry)
    hash = entry.hash
  }
  return { ...before, seq, hash, balances, isKnown }
}

function verifyAccountFields(account: Account, end: Running, headKey: Buffer): readonly Finding[] {
  const head = { seq: end.seq, hash: end.hash ?? '' }
  const { isKnown, balances } = end
  const summed = isKnown ? { ...balances, nextDueAtMs: nextDueAtMsOf(balances) } : {}
  const expected: readonly (readonly [field: string, value: unknown])[] = [
    ...Object.entries(summed),
    ['lastSeq', end.seq],
    ['headMac', head.seq === 0 ? '' : headMacOf(headKey, account._id, head)],
    ...(end.pageHash === null ? [] : [['journalHash', end.pageHash] as const]),
  ]
  return expected
    .map(([field, value]) => ({ field, found: shown(account[field as keyof Account]), expected: shown(value) }))
    .filter(({ found, expected: wanted }) => found !== wanted)
    .map((finding) => ({ account: account._id, ...finding }))
}
