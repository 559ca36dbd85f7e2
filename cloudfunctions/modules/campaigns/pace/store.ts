import { type Document, defineCollection } from '../../../platform/store'
import type { MemberToday, Pace, PaceReason, Sample } from '../domain/pace'

/** How a campaign with a forecast gives, as it was last looked at. */
export interface CampaignPace extends Document {
  readonly schema: 1
  readonly pace: Pace
  readonly why: PaceReason | null
  /** Members who had so large a part of the day that they wait; absent from looks of before anybody counted that. */
  readonly waiting?: readonly string[]
  /** Since when it is at this pace. */
  readonly sinceMs: number
  /** The day that was looked at, and what had been given in all when it began; by store where stores have budgets. */
  readonly date: string
  readonly atDayStart: { readonly given: number; readonly byStore: Readonly<Record<string, number>> }
  /** The last hour's looks, the oldest first. */
  readonly samples: readonly Sample[]
  readonly lookedAtMs: number
}

export const campaignPaces = defineCollection<CampaignPace>({
  name: 'campaign_paces',
  indexes: [{ name: 'byPace', fields: ['pace', 'lookedAtMs'] }],
})

/** The members who had most of a campaign with a forecast on the day that was counted last. */
export interface CampaignShares extends Document {
  readonly schema: 1
  readonly date: string
  /** The largest first. */
  readonly members: readonly MemberToday[]
}

export const campaignShares = defineCollection<CampaignShares>({ name: 'campaign_shares' })
