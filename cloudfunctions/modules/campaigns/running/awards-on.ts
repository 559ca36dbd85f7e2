import { addDays, type BusinessDate, businessDateOf, startOfDateMs } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import { type Account, entriesSince } from '../../ledger'
import { decidedAgain } from '../../rules'
import type { CampaignAward } from '../domain/results'

const AWARDS: ReadonlySet<string> = new Set(['accrual', 'hold'])

/** Days from one to another, both included. */
export interface Days {
  readonly first: BusinessDate
  readonly last: BusinessDate
}

export interface DatedAward extends CampaignAward {
  readonly date: BusinessDate
}

async function read(work: Work, account: Account, { first, last }: Days): Promise<readonly DatedAward[]> {
  const [fromMs, untilMs] = [startOfDateMs(first), startOfDateMs(addDays(last, 1))]
  const { entries } = await entriesSince(work, account, fromMs)
  const within = entries.filter(({ kind, atMs }) => atMs >= fromMs && atMs < untilMs && AWARDS.has(kind))
  const decided = await Promise.all(
    within.map(async (entry) => ({ date: businessDateOf(entry.atMs), again: await decidedAgain(work, entry) })),
  )
  return decided.flatMap(({ date, again }) =>
    (again?.decision.gains ?? []).map(({ terms, points, gifts }) => ({
      date,
      campaign: terms.campaignId,
      points,
      gifts: gifts.length,
    })),
  )
}

/**
 * What campaigns gave one member on some days, by the entries of those days. An account that cannot be read again is
 * reported, and stops nobody else's counting.
 */
export async function awardsIn(work: Work, account: Account, days: Days): Promise<readonly DatedAward[]> {
  try {
    return await read(work, account, days)
  } catch (error) {
    work.report(error)
    return []
  }
}

export const awardsOn = (work: Work, account: Account, date: BusinessDate) =>
  awardsIn(work, account, { first: date, last: date })
