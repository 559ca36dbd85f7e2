export { Campaigns } from './campaigns'
export { LiveCampaign, useLiveCampaign } from './live-campaign'
