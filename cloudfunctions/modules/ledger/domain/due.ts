import { type BusinessDate, startOfDateMs } from '../../../kernel/business-date'
import { type Account, endOfLotMs, vestsAtMs } from './account'
import { applyEntry, type Balances, balancesOf } from './balances'
import type { EntryBody } from './entry'
import { type Lot, negated, sumOf } from './lots'
import { type Cause, type Posting, vest } from './posting'

/** The next thing that fell due by the start of a day: holds that vest on one day, or lots that end on one. */
function nextDue(
  account: string,
  balances: Balances,
  today: BusinessDate,
): { readonly atMs: number; readonly posting: Posting } | null {
  const vesting = balances.holds.filter(({ vestsOn }) => vestsOn <= today)
  const ending = balances.lots.filter(({ expiresOn }) => expiresOn < today)
  const vestsOn = vesting[0]
  const ends = ending[0]
  // Of one moment, what vests comes first: it may repay a debt before other points end.
  if (vestsOn && (!ends || vestsAtMs(vestsOn) <= endOfLotMs(ends))) {
    const due = vesting.filter((held) => held.vestsOn === vestsOn.vestsOn)
    const cause = dueCause('vest', account, vestsOn.vestsOn)
    return { atMs: vestsAtMs(vestsOn), posting: vest(cause, balances, due) }
  }
  if (!ends) return null
  const lots: readonly Lot[] = negated(ending.filter((lot) => lot.expiresOn === ends.expiresOn))
  const cause = dueCause('expiry', account, ends.expiresOn)
  const posting: Posting = {
    ...cause,
    kind: 'expiry',
    points: sumOf(lots),
    moved: 0,
    contra: 'breakage',
    lots,
    holds: [],
  }
  return { atMs: endOfLotMs(ends), posting }
}

function dueCause(kind: 'vest' | 'expiry', account: string, day: BusinessDate): Cause {
  return { op: `${kind === 'vest' ? 'vs' : 'ex'}|${account}|${day}`, ref: { kind, id: day }, trace: {} }
}

/**
 * What fell due by the start of a day and is not posted yet, in the order in which it fell due. Each entry bears that
 * moment and not the moment of posting: nothing was posted in between, or it would have been posted then.
 */
export function dueEntries(account: Account, today: BusinessDate): readonly EntryBody[] {
  // The index says when anything is due: an account that was just changed has nothing.
  if (account.nextDueAtMs === null || account.nextDueAtMs > startOfDateMs(today)) return []
  const bodies: EntryBody[] = []
  let balances = balancesOf(account)
  for (let due = nextDue(account._id, balances, today); due; due = nextDue(account._id, balances, today)) {
    // An award that is carried out late may bring points of a day that was ended already: the number tells them apart.
    const op = `${due.posting.op}|${account.lastSeq + bodies.length + 1}`
    // And no entry bears an earlier moment than the one before it: by that moment a key is known to be newer than a page.
    const atMs = Math.max(due.atMs, account.tail.at(-1)?.atMs ?? 0)
    bodies.push({ ...due.posting, op, key: '', inputHash: '', atMs })
    balances = applyEntry(balances, due.posting)
  }
  return bodies
}

/** What a member has at the start of a day's business: what has vested is there and what has ended is gone. */
export function balancesOn(account: Account, today: BusinessDate): Balances {
  return dueEntries(account, today).reduce<Balances>(applyEntry, balancesOf(account))
}
