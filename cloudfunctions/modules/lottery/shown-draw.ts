import type { Work } from '../../platform/context'
import type { Account, Entry } from '../ledger'
import { storedDay } from './days'
import { traceOf } from './trace'

/**
 * One draw with all that a phone needs to check it, once the day's secret is out. The entry says what was drawn; of the
 * day it is shown what is stored now, so that the phone finds out if that is no longer what it was.
 */
export async function shownDraw(work: Work, entry: Entry, account: Pick<Account, '_id'>) {
  const { campaign, date, number, prize, kind, name, fell, mark } = traceOf(entry)
  const day = await storedDay(work, campaign, date)
  return {
    draw: { number, date, atMs: entry.atMs, spentPoints: Math.max(0, -entry.points) },
    prize: {
      prizeId: prize,
      kind,
      name,
      ...(kind === 'points' ? { points: entry.points } : {}),
      ...(fell === undefined ? {} : { insteadOf: { prizeId: fell.prize, name: fell.name } }),
    },
    proof: {
      campaignId: campaign,
      date,
      account: account._id,
      number,
      mark,
      secretHash: day?.secretHash ?? '',
      listHash: day?.listHash ?? '',
    },
  }
}

/** Whether what a draw was decided by is told by now. */
export async function isRevealed(work: Work, entry: Entry): Promise<boolean> {
  const { campaign, date } = traceOf(entry)
  return ((await storedDay(work, campaign, date))?.secret ?? '') !== ''
}
