import * as z from 'zod/mini'
import { addDays, type BusinessDate, startOfDateMs } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import type { Job } from '../../../platform/jobs'
import { accountsPage } from '../../ledger'
import { type CampaignSums, withAwardsOf } from '../domain/results'
import { awardsOn } from '../running/awards-on'
import { versionsAt } from '../running/rules-in-force'
import { writeResult } from './store'
import { sumsSchema } from './sums'

const ACCOUNTS_PER_SLICE = 100

const positionSchema = z.strictObject({
  date: z.string(),
  cursor: z.nullable(z.string()),
  sums: sumsSchema,
})

async function writeDay(work: Work, date: BusinessDate, sums: CampaignSums): Promise<void> {
  for (const [campaign, sum] of Object.entries(sums)) await writeResult(work, { campaign, date }, sum)
}

/** Yesterday, which may have had late entries, and today. */
const datesAt = (today: BusinessDate) => [addDays(today, -1), today]

/** Adds up what campaigns have given yesterday and today, for the report: entries are read of accounts that have changed since. */
export const resultsJob: Job = {
  name: 'campaigns-results',
  everyMinutes: 180,
  async slice(work, position) {
    const dates = datesAt(work.today)
    const ran = await versionsAt(work, startOfDateMs(dates[0] ?? work.today))
    const runs = await versionsAt(work, work.nowMs)
    if (ran.length + runs.length === 0) return { done: 0, next: null }
    const begun = position === null ? null : z.parse(positionSchema, JSON.parse(position))
    const at = begun && dates.includes(begun.date) ? begun : { date: dates[0] ?? work.today, cursor: null, sums: {} }
    // By their ids, which stand still: in the order of their changes somebody who earns meanwhile would be met twice.
    const page = await accountsPage(work, ACCOUNTS_PER_SLICE, at.cursor ?? undefined)
    const changed = page.items.filter(({ changedAtMs }) => changedAtMs >= startOfDateMs(at.date))
    let sums: CampaignSums = at.sums
    for (const account of changed) sums = withAwardsOf(sums, await awardsOn(work, account, at.date))
    const done = changed.length
    if (page.next !== null) return { done, next: JSON.stringify({ date: at.date, cursor: page.next, sums }) }
    await writeDay(work, at.date, sums)
    const date = dates[dates.indexOf(at.date) + 1]
    return { done, next: date === undefined ? null : JSON.stringify({ date, cursor: null, sums: {} }) }
  },
}
