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
