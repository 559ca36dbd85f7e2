import type { BusinessDate } from '../../../kernel/business-date'
import { sha256 } from '../../../kernel/digest'
import type { Balances } from './balances'
import type { Entry, EntryBody } from './entry'
import { applyChanges, type Lot, negated, stillThere, sumOf } from './lots'
import { type Posting, voidRedemption } from './posting'

/** The longest grace that can be set. */
export const MAX_GRACE_DAYS = 30

export const RECOVERY = 'recovery'

/** An entry as it is posted, or as it will be: what fell due is numbered before it is. */
export type Numbered = EntryBody & Pick<Entry, 'seq'>

/** What a recovery says of itself: which expiries it gave back, and until when. */
interface Trace {
  readonly until: BusinessDate
  readonly expiries: readonly number[]
}

const isRecovery = ({ ref }: Numbered) => ref.kind === RECOVERY
const traceOf = ({ trace }: Numbered) => trace as unknown as Trace

/** The key of the command under which an operator gives an expiry back: one for all requests, so it is given back once. */
export function reinstatementKeyOf(account: string, expirySeq: number): string {
  return sha256(`reinstatement|${account}|${expirySeq}`)
}

/** Whether an expiry was given back already, to a member who asked or by an operator. */
export function isGivenBack(account: string, entries: readonly Numbered[], expirySeq: number): boolean {
  const reinstatement = reinstatementKeyOf(account, expirySeq)
  return entries.some(
    (entry) => entry.key === reinstatement || (isRecovery(entry) && traceOf(entry).expiries.includes(expirySeq)),
  )
}

/** What ended on one day and can be given back: its lots, and the numbers of the expiries that it comes from. */
export interface Ended {
  readonly expiredOn: BusinessDate
  readonly lots: readonly Lot[]
  readonly expiries: readonly number[]
}

/**
 * What ended on a day and was not given back. Points that were given back once end for good: of a day on which such
 * points end, so many of their month are left out, as if the member had spent the others first.
 * @param entries those since the longest grace before that day, in any case
 */
export function endedOn(account: string, entries: readonly Numbered[], day: BusinessDate): Ended {
  const expiries = entries.filter(({ kind, ref }) => kind === 'expiry' && ref.id === day)
  // guard: given-back-once
  const open = expiries.filter(({ seq }) => !isGivenBack(account, entries, seq))
  const ended = applyChanges([], negated(open.flatMap(({ lots }) => lots)))
  const recovered = entries.filter((entry) => isRecovery(entry) && traceOf(entry).until === day)
  const before = applyChanges(
    [],
    recovered.flatMap(({ lots }) => lots.filter(({ expiresOn, points }) => expiresOn === day && points > 0)),
  )
  // guard: ends-for-good
  const lots = applyChanges(ended, negated(stillThere(ended, before)))
  return { expiredOn: day, lots, expiries: open.map(({ seq }) => seq) }
}

/** The days on which something ended, soonest first. */
export function daysOfExpiry(entries: readonly Numbered[]): readonly BusinessDate[] {
  return [...new Set(entries.filter(({ kind }) => kind === 'expiry').map(({ ref }) => ref.id))].sort()
}

/** Expired points given back to the member who asks in time: of the months they were of, spendable until the grace ends. */
export function recovery(
  account: string,
  balances: Balances,
  { expiredOn, lots, expiries }: Ended,
  when: { readonly today: BusinessDate; readonly until: BusinessDate },
): Posting {
  const trace = { until: when.until, expiries }
  const cause = { op: `rc|${account}|${expiries.join('.')}`, ref: { kind: RECOVERY, id: expiredOn }, trace }
  const given = voidRedemption(cause, balances, { lots: negated(lots) }, { today: when.today, endedUntil: when.until })
  // What ended went to breakage; what is given back comes from there.
  return { ...given, contra: 'breakage' }
}

export const pointsOf = ({ lots }: Ended): number => sumOf(lots)
