import * as z from 'zod/mini'
import { addDays, type BusinessDate, businessDateOf, daysBetween } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import { ensureDocument } from '../../../platform/guarded-store'
import type { Job } from '../../../platform/jobs'
import { type Account, accountsPage } from '../../ledger'
import { campaignDays } from '../days/day-passed-job'
import type { Campaign } from '../domain/campaign'
import { type CampaignSums, withAwardsOf } from '../domain/results'
import { awardsIn, type Days } from '../running/awards-on'
import { allVersions } from '../running/rules-in-force'
import { writeResult } from './store'
import { sumsSchema } from './sums'

const ACCOUNTS_PER_SLICE = 50
/** Days of several campaigns that are added up in one pass over all accounts: what a position has room for. */
const DAYS_PER_PASS = 500

const passSchema = z.strictObject({
  /** By what each is marked once it is counted. */
  marks: z.record(z.string(), z.strictObject({ first: z.string(), last: z.string() })),
  cursor: z.nullable(z.string()),
  sums: sumsSchema,
})
type Pass = z.output<typeof passSchema>

/** Once two days have gone by since it began, and once more when it is over: the days since are counted every day. */
function dueOf({ campaignId, body }: Campaign, today: BusinessDate): readonly [mark: string, days: Days] {
  const [first, end] = [businessDateOf(body.fromMs), businessDateOf(body.untilMs - 1)]
  const counted = addDays(today, -2)
  const isOver = end <= counted
  return [`results|${campaignId}|${isOver ? 'over' : 'begun'}`, { first, last: isOver ? end : counted }]
}

const lengthOf = ({ first, last }: Days) => daysBetween(first, last) + 1

/** The campaigns whose days are still to be counted in whole, as many as one pass has room for; null for none. */
async function nextPass(work: Work): Promise<Pass | null> {
  const due = (await allVersions(work))
    .flatMap(([newest]) => (newest ? [dueOf(newest.campaign, work.today)] : []))
    .filter(([, days]) => days.first <= days.last)
  const done = await work.store.getMany(
    campaignDays,
    due.map(([mark]) => mark),
  )
  const marked = new Set(done.map(({ _id }) => _id))
  const marks: [string, Days][] = []
  let length = 0
  for (const [mark, days] of due) {
    if (marked.has(mark)) continue
    length += lengthOf(days)
    if (length > DAYS_PER_PASS && marks.length > 0) break
    marks.push([mark, days])
  }
  return marks.length === 0 ? null : { marks: Object.fromEntries(marks), cursor: null, sums: {} }
}

const campaignOf = (mark: string) => mark.split('|')[1] ?? ''

/** The sums of a pass with what some members had, each day of each campaign by itself. */
async function withAccounts(work: Work, { marks, sums }: Pass, some: readonly Account[]): Promise<CampaignSums> {
  const ends = Object.values(marks)
    .flatMap(({ first, last }) => [first, last])
    .sort()
  const [first = work.today, last = first] = [ends[0], ends.at(-1)]
  const asked = new Map(Object.entries(marks).map(([mark, days]) => [campaignOf(mark), days]))
  let all: CampaignSums = sums
  for (const account of some) {
    const awards = (await awardsIn(work, account, { first, last })).filter(({ campaign, date }) => {
      const days = asked.get(campaign)
      return days !== undefined && days.first <= date && date <= days.last
    })
    all = withAwardsOf(
      all,
      awards.map((award) => ({ ...award, campaign: `${award.campaign}|${award.date}` })),
    )
  }
  return all
}

async function write(work: Work, { marks, sums }: Pass): Promise<void> {
  for (const [place, sum] of Object.entries(sums)) {
    const [campaign = '', date = ''] = place.split('|')
    await writeResult(work, { campaign, date }, sum)
  }
  for (const mark of Object.keys(marks))
    await ensureDocument(work, campaignDays, { _id: mark, schema: 1, atMs: work.nowMs })
}

/**
 * Counts campaigns in whole, from the entries of all accounts: those that ran before anybody counted, and the days on which
 * the timer stood still. Each twice in its life, however often the job runs.
 */
export const wholeResultsJob: Job = {
  name: 'campaigns-whole-results',
  everyMinutes: 180,
  async slice(work, position) {
    const pass = position === null ? await nextPass(work) : z.parse(passSchema, JSON.parse(position))
    if (!pass) return { done: 0, next: null }
    const page = await accountsPage(work, ACCOUNTS_PER_SLICE, pass.cursor ?? undefined)
    const sums = await withAccounts(work, pass, page.items)
    const done = page.items.length
    if (page.next !== null) return { done, next: JSON.stringify({ ...pass, cursor: page.next, sums }) }
    await write(work, { ...pass, sums })
    const next = await nextPass(work)
    return { done, next: next && JSON.stringify(next) }
  },
}
