import { defineModule } from '../../platform/module'
import { publishables } from '../../platform/publishing'
import { orderListeners } from '../orders'
import { campaignBreakers, campaignRules, ruleSources } from '../rules'
import { shareTargets } from '../sharing'
import { contract } from './contract'
import { birthdayJob } from './days/birthday-job'
import { campaignDays, dayPassedJob } from './days/day-passed-job'
import { birthdays, daysPassed } from './days/sources'
import { campaignsKind } from './documents/campaigns-kind'
import { handlers } from './handlers'
import { campaignKinds, rulesCampaign } from './kinds'
import { remindJob } from './members/remind-job'
import { campaignsHolding } from './pace/hold-back'
import { paceJob } from './pace/pace-job'
import { countRefund } from './pace/refunds'
import { paceSettings } from './pace/settings'
import { sharesJob } from './pace/shares-job'
import { campaignPaces, campaignShares } from './pace/store'
import { resultsJob } from './report/results-job'
import { campaignResults } from './report/store'
import { wholeResultsJob } from './report/whole-job'
import { rulesOfCampaigns } from './running/rules-in-force'
import { campaignTarget } from './share-target'
import { campaignDrafts, campaignReminders } from './store'
import { campaignStarts } from './templates/store'

export const campaigns = defineModule({
  name: 'campaigns',
  contract,
  handlers,
  collections: [
    campaignDrafts,
    campaignReminders,
    campaignPaces,
    campaignShares,
    campaignDays,
    campaignStarts,
    campaignResults,
  ],
  settings: paceSettings,
  jobs: [sharesJob, paceJob, remindJob, birthdayJob, dayPassedJob, resultsJob, wholeResultsJob],
  extends: [
    publishables.with(campaignsKind),
    campaignRules.with(rulesOfCampaigns),
    campaignBreakers.with(campaignsHolding),
    orderListeners.with(countRefund),
    ruleSources.with(birthdays, daysPassed),
    campaignKinds.with(rulesCampaign),
    shareTargets.with(campaignTarget),
  ],
})
