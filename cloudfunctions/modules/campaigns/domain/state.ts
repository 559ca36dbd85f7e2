import type { Campaign } from './campaign'

/** What a campaign is at a moment. Derived from its newest version and the server's clock, and stored nowhere. */
export type CampaignState = 'draft' | 'scheduled' | 'warm_up' | 'live' | 'paused' | 'ended' | 'retired'

/** @param campaign null while it was never published */
export function stateOf(campaign: Campaign | null, nowMs: number): CampaignState {
  if (!campaign) return 'draft'
  const { isRetired, countsFromMs, body } = campaign
  if (isRetired) return 'retired'
  if (nowMs >= body.untilMs) return 'ended'
  if (body.isPaused) return 'paused'
  if (nowMs >= body.fromMs && nowMs >= countsFromMs) return 'live'
  return body.warmUpFromMs !== undefined && nowMs >= body.warmUpFromMs ? 'warm_up' : 'scheduled'
}

/** Whether its rules give at a moment: `from <= at < until`, by the server's clock and no other. */
export function isLiveAt(campaign: Campaign, atMs: number): boolean {
  return stateOf(campaign, atMs) === 'live'
}
