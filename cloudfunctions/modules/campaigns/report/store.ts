import type { Work } from '../../../platform/context'
import { ensureDocument, untilSettled } from '../../../platform/guarded-store'
import { type Document, defineCollection } from '../../../platform/store'
import type { CampaignDay } from '../domain/results'

/** What a campaign gave on a day, as the entries of that day say it: `<campaign>|<date>`. */
export interface CampaignResult extends Document, CampaignDay {
  readonly schema: 1
  readonly campaign: string
  readonly date: string
  readonly atMs: number
}

export const campaignResults = defineCollection<CampaignResult>({
  name: 'campaign_results',
  indexes: [{ name: 'byCampaign', fields: ['campaign', 'date'] }],
})

/** Writes what a campaign gave on a day; counted again, the newest count stands. */
export async function writeResult(
  work: Work,
  { campaign, date }: Pick<CampaignResult, 'campaign' | 'date'>,
  sum: CampaignDay,
): Promise<void> {
  const _id = `${campaign}|${date}`
  await ensureDocument(work, campaignResults, { _id, schema: 1, campaign, date, ...sum, atMs: work.nowMs })
  await untilSettled(work, async () => {
    await work.store.update(campaignResults, { _id }, { set: { ...sum, atMs: work.nowMs } })
    return { value: null }
  })
}
