import { addDays, type BusinessDate, startOfDateMs } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import { type Account, entriesSince } from '../../ledger'
import { decidedAgain } from '../../rules'
import type { CampaignAward } from '../domain/results'

const AWARDS: ReadonlySet<string> = new Set(['accrual', 'hold'])

async function read(work: Work, account: Account, date: BusinessDate): Promise<readonly CampaignAward[]> {
  const [fromMs, untilMs] = [startOfDateMs(date), startOfDateMs(addDays(date, 1))]
  const { entries } = await entriesSince(work, account, fromMs)
  const ofDay = entries.filter(({ kind, atMs }) => atMs >= fromMs && atMs < untilMs && AWARDS.has(kind))
  const decided = await Promise.all(ofDay.map((entry) => decidedAgain(work, entry)))
  return decided.flatMap((again) =>
    (again?.decision.gains ?? []).map(({ terms, points, gifts }) => ({
      campaign: terms.campaignId,
      points,
      gifts: gifts.length,
    })),
  )
}

/**
 * What campaigns gave one member on a day, by the entries of that day. An account that cannot be read again is reported,
 * and stops nobody else's counting.
 */
export async function awardsOn(work: Work, account: Account, date: BusinessDate): Promise<readonly CampaignAward[]> {
  try {
    return await read(work, account, date)
  } catch (error) {
    work.report(error)
    return []
  }
}
