import type { Json } from '../../../kernel/canonical-json'
import { type Document, defineCollection } from '../../../platform/store'

/** That a draft was begun from a template: by its campaign, so that one id is begun once. */
export interface CampaignStart extends Document {
  readonly schema: 1
  readonly key: string
  readonly inputHash: string
  readonly draft: Readonly<Record<string, Json>>
  readonly atMs: number
}

export const campaignStarts = defineCollection<CampaignStart>({
  name: 'campaign_starts',
  indexes: [{ name: 'byKey', fields: ['key'], unique: true }],
})
