import { sha256 } from '../../../../kernel/digest'
import { type Account, isSound, nextDueAtMsOf } from '../../domain/account'
import { applyEntry, type Balances, NO_POINTS } from '../../domain/balances'
import { type Entry, sealedText } from '../../domain/entry'
import { type JournalPage, pageHashOf } from '../../domain/journal'

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value)
const hasPoints = (parcel: unknown): boolean => isWhole((parcel as { points?: unknown } | null)?.points)
const areParcels = (parcels: unknown): boolean => Array.isArray(parcels) && parcels.every(hasPoints)

function isReadableEntry(entry: Entry | null): boolean {
  if (typeof entry !== 'object' || entry === null) return false
  return [entry.seq, entry.points, entry.atMs].every(isWhole) && areParcels(entry.lots) && areParcels(entry.holds)
}

/** The field for which an account cannot even be added up, whatever a hand has made of it; null when it can. */
export function unreadableField(account: Account): string | null {
  if (account.schema !== 1) return 'schema'
  if (typeof account.member !== 'string') return 'member'
  for (const field of ['lastSeq', 'journalPage', 'openedAtMs', 'debt'] as const)
    if (!isWhole(account[field])) return field
  for (const field of ['lots', 'holds'] as const) if (!areParcels(account[field])) return field
  return Array.isArray(account.tail) && account.tail.every(isReadableEntry) ? null : 'tail'
}

export function isReadablePage(page: JournalPage): boolean {
  if (!isWhole(page.fromSeq) || typeof page.open !== 'object' || page.open === null) return false
  if (!areParcels(page.open.lots) || !areParcels(page.open.holds)) return false
  return Array.isArray(page.entries) && page.entries.length > 0 && page.entries.every(isReadableEntry)
}

const parcelsText = (parcels: Balances['lots']) =>
  JSON.stringify(parcels.map((parcel) => Object.entries(parcel).sort()))

/** The seal covers every field: which one it is that breaks it, `verifyAccount` says. */
function isChained(entry: Entry, previousHash: string): boolean {
  try {
    return sha256(previousHash + sealedText(entry)) === entry.hash
  } catch {
    // A hand has left something that could never have been hashed, such as a fraction.
    return false
  }
}

/**
 * Whether an account is what its newest page and its tail say: cheap enough for every account every night. What this
 * doubts, `verifyAccount` names; what lies in older pages, only that finds.
 * @param newest the newest page; null while there is none, undefined when it should be there and is not
 */
export function isWellFounded(account: Account, newest: JournalPage | null | undefined, headKey: Buffer): boolean {
  if (newest === undefined || !isSound(account, headKey)) return false
  if (newest && (account.journalHash !== newest.hash || pageHashOf(newest) !== newest.hash)) return false
  const before = newest?.entries.at(-1)
  let [seq, hash] = [before?.seq ?? 0, before?.hash ?? '']
  for (const entry of account.tail) {
    if (entry.seq !== seq + 1 || !isChained(entry, hash)) return false
    seq = entry.seq
    hash = entry.hash
  }
  const summed = account.tail.reduce<Balances>(applyEntry, newest?.close ?? NO_POINTS)
  return (
    summed.debt === account.debt &&
    account.nextDueAtMs === nextDueAtMsOf(summed) &&
    parcelsText(summed.lots) === parcelsText(account.lots) &&
    parcelsText(summed.holds) === parcelsText(account.holds)
  )
}
