/** What a campaign gave on one day. */
export interface CampaignDay {
  /** Members who had something of it that day. */
  readonly members: number
  readonly awards: number
  readonly points: number
  /** Coupons and other gifts that came with them. */
  readonly gifts: number
}

const NOTHING_GIVEN: CampaignDay = { members: 0, awards: 0, points: 0, gifts: 0 }

/** One award of a campaign. */
export type CampaignAward = Pick<CampaignDay, 'points' | 'gifts'> & { readonly campaign: string }

/** Days by campaign, as they add up account by account. */
export type CampaignSums = Readonly<Record<string, CampaignDay>>

/** The sums with one member's awards of the day. */
export function withAwardsOf(sums: CampaignSums, awards: readonly CampaignAward[]): CampaignSums {
  const after: Record<string, CampaignDay> = { ...sums }
  const seen = new Set<string>()
  for (const { campaign, points, gifts } of awards) {
    const before = after[campaign] ?? NOTHING_GIVEN
    after[campaign] = {
      members: before.members + (seen.has(campaign) ? 0 : 1),
      awards: before.awards + 1,
      points: before.points + points,
      gifts: before.gifts + gifts,
    }
    seen.add(campaign)
  }
  return after
}
