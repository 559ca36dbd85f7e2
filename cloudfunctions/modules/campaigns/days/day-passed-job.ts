import * as z from 'zod/mini'
import { ensureDocument } from '../../../platform/guarded-store'
import type { Job } from '../../../platform/jobs'
import { type Document, defineCollection } from '../../../platform/store'
import { accountsPage } from '../../ledger'
import { happened } from '../../rules'
import { rulesOfCampaigns } from '../running/rules-in-force'

/** That everybody was told of a day, `day_passed|2026-03-10`, or that a campaign was counted in whole, `results|spring|over`. */
interface CampaignDay extends Document {
  readonly schema: 1
  readonly atMs: number
}

export const campaignDays = defineCollection<CampaignDay>({ name: 'campaign_days' })

const ACCOUNTS_PER_SLICE = 100

const positionSchema = z.strictObject({ date: z.string(), cursor: z.string() })

/** Tells the rules of each day, once for each member, and only while a rule listens. */
export const dayPassedJob: Job = {
  name: 'campaigns-days',
  everyMinutes: 60,
  async slice(work, position) {
    const { today: date, nowMs } = work
    if ((await rulesOfCampaigns(work, 'day_passed', nowMs)).length === 0) return { done: 0, next: null }
    const _id = `day_passed|${date}`
    if (await work.store.get(campaignDays, _id)) return { done: 0, next: null }
    const begun = position === null ? null : z.parse(positionSchema, JSON.parse(position))
    const cursor = begun?.date === date ? begun.cursor : undefined
    const page = await accountsPage(work, ACCOUNTS_PER_SLICE, cursor)
    const active = page.items.filter(({ status }) => status !== 'closed')
    for (const { member } of active) {
      await happened(work, { event: 'day_passed', source: `${member}|${date}`, member, facts: { date }, atMs: nowMs })
    }
    if (page.next !== null) return { done: active.length, next: JSON.stringify({ date, cursor: page.next }) }
    await ensureDocument(work, campaignDays, { _id, schema: 1, atMs: nowMs })
    return { done: active.length, next: null }
  },
}
