import { defineModule } from '../../platform/module'
import { publishables } from '../../platform/publishing'
import { campaignRules } from '../rules'
import { shareTargets } from '../sharing'
import { contract } from './contract'
import { campaignsKind } from './documents/campaigns-kind'
import { handlers } from './handlers'
import { campaignKinds, rulesCampaign } from './kinds'
import { rulesOfCampaigns } from './running/rules-in-force'
import { campaignTarget } from './share-target'
import { campaignDrafts, campaignReminders } from './store'

export const campaigns = defineModule({
  name: 'campaigns',
  contract,
  handlers,
  collections: [campaignDrafts, campaignReminders],
  extends: [
    publishables.with(campaignsKind),
    campaignRules.with(rulesOfCampaigns),
    campaignKinds.with(rulesCampaign),
    shareTargets.with(campaignTarget),
  ],
})
