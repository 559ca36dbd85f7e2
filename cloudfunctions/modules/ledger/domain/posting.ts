import { type BusinessDate, monthOf } from '../../../kernel/business-date'
import { type Refusal, refuse } from '../../../kernel/refusal'
import { type Account, endOfLotMs, headOf, nextDueAtMsOf, withRooms } from './account'
import { applyEntry, type Balances, balancesOf } from './balances'
import { type Entry, type EntryBody, headMacOf, sealEntry } from './entry'
import { type JournalPage, PAGE_SIZE, pageOf } from './journal'
import { type Lot, takeFromLots } from './lots'

/** An entry as a module asks for it: what, how many and why; whose command it answers is added on posting. */
export type Posting = Omit<EntryBody, 'key' | 'inputHash' | 'atMs'>

type Cause = Pick<EntryBody, 'op' | 'ref' | 'trace'>

/** Points earned, spendable until the end of `expiresOn`. */
export function accrual(
  cause: Cause,
  earned: { readonly points: number; readonly on: BusinessDate; readonly expiresOn: BusinessDate },
): Posting {
  if (!Number.isSafeInteger(earned.points) || earned.points < 1) throw new Error(`cannot accrue ${earned.points}`)
  if (earned.expiresOn < earned.on) throw new Error(`points of ${earned.on} cannot end on ${earned.expiresOn}`)
  const lot = { expiresOn: earned.expiresOn, cohort: monthOf(earned.on), points: earned.points }
  return { ...cause, kind: 'accrual', points: earned.points, contra: 'issuance', lots: [lot] }
}

/** Points spent, from the lots that end soonest; refused when there are too few. */
export function redemption(cause: Cause, balances: Balances, points: number): Posting | Refusal<'insufficient_points'> {
  if (!Number.isSafeInteger(points) || points < 1) throw new Error(`cannot redeem ${points}`)
  if (balances.available < points) return refuse('insufficient_points', { missing: points - balances.available })
  const lots = takeFromLots(balances.lots, points)
  return { ...cause, kind: 'redemption', points: -points, contra: 'redemption', lots }
}

/** What fell due by the start of a day: one expiry per day on which lots ended, in the order of those days. */
export function dueEntries(account: Account, today: BusinessDate): readonly EntryBody[] {
  const ended = account.lots.filter((lot) => lot.expiresOn < today)
  return [...new Set(ended.map((lot) => lot.expiresOn))].map((expiresOn) => {
    const lots: readonly Lot[] = ended
      .filter((lot) => lot.expiresOn === expiresOn)
      .map((lot) => ({ ...lot, points: -lot.points }))
    return {
      op: `ex|${account._id}|${expiresOn}`,
      key: '',
      inputHash: '',
      kind: 'expiry' as const,
      points: lots.reduce((sum, lot) => sum + lot.points, 0),
      contra: 'breakage' as const,
      lots,
      ref: { kind: 'expiry', id: expiresOn },
      trace: {},
      // Not the moment of posting: the points were gone since then, and nothing was posted in between.
      atMs: endOfLotMs({ expiresOn, cohort: '', points: 0 }),
    }
  })
}

/** What a member has at the start of a day's business: what has ended is gone, posted or not. */
export function balancesOn(account: Account, today: BusinessDate): Balances {
  return dueEntries(account, today).reduce<Balances>(applyEntry, balancesOf(account))
}

/** A tail this long is flushed with the next change. */
export const FLUSH_AT = 48

/** One change of one account: the page to write first, if any, and the account after it. */
export interface Plan {
  readonly page: JournalPage | null
  readonly after: Account
  readonly posted: readonly Entry[]
}

/** The account after some entries and new room contents, chained, summed and signed. */
export function planChange(
  account: Account,
  change: { readonly bodies: readonly EntryBody[]; readonly rooms?: Account['rooms']; readonly nowMs: number },
  headKey: Buffer,
): Plan {
  const posted: Entry[] = []
  for (const body of change.bodies) posted.push(sealEntry(body, posted.at(-1) ?? headOf(account)))
  const page = account.tail.length >= FLUSH_AT ? pageOf(account) : null
  const balances = posted.reduce<Balances>(applyEntry, balancesOf(account))
  const tail = [...(page ? account.tail.slice(PAGE_SIZE) : account.tail), ...posted]
  const head = tail.at(-1)
  const after: Account = {
    ...account,
    ...balances,
    version: account.version + 1,
    nextDueAtMs: nextDueAtMsOf(balances.lots),
    rooms: withRooms(account, change.rooms),
    lastSeq: head?.seq ?? 0,
    tail,
    headMac: head ? headMacOf(headKey, account._id, head) : '',
    journalPage: account.journalPage + (page ? 1 : 0),
    journalHash: page ? page.hash : account.journalHash,
    changedAtMs: change.nowMs,
  }
  return { page, after, posted }
}
