/** What other modules may use of campaigns. */
export { CAMPAIGNS, campaignInForce, newestCampaign } from './documents/in-force'
export { type Campaign, periodOf } from './domain/campaign'
export { type CampaignState, stateOf } from './domain/state'
export { type CampaignKind, campaignKinds, type DraftCampaign } from './kinds'
export { campaignVersions, draftedVersion, newestCampaigns } from './running/draft'
export { campaignsAt, campaignsIn } from './running/rules-in-force'
export { campaignDrafts } from './store'
