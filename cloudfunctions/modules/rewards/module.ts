import { importKinds } from '../../platform/importing'
import { defineModule } from '../../platform/module'
import { publishables } from '../../platform/publishing'
import { entryTitles, stockKinds } from '../ledger'
import { conditions, ruleSources } from '../rules'
import { ofReward } from './campaign/of-reward'
import { redeemedRules } from './campaign/redeemed-event'
import { rewardsKind } from './catalogue/rewards-kind'
import { countStockJob, keepShelfJob } from './catalogue/shelf-jobs'
import { rewardDrafts, shelf } from './catalogue/store'
import { codeImport } from './codes/code-import'
import { codeReveals } from './codes/store'
import { contract } from './contract'
import { handlers } from './handlers'
import { memberships } from './memberships/store'
import { finishOrdersJob } from './orders/finish'
import { pickUpJob } from './orders/pick-up-job'
import { shipmentImport } from './orders/shipment-import'
import { rewardUnits } from './orders/store'
import { orderTitle } from './orders/trace'
import { rewardSettings } from './settings'
import { rewardStock, slotStock } from './stock-kinds'

export const rewards = defineModule({
  name: 'rewards',
  contract,
  handlers,
  collections: [rewardDrafts, shelf, rewardUnits, memberships, codeReveals],
  settings: rewardSettings,
  jobs: [finishOrdersJob, pickUpJob, keepShelfJob, countStockJob],
  extends: [
    publishables.with(rewardsKind),
    stockKinds.with(rewardStock, slotStock),
    entryTitles.with(orderTitle),
    conditions.with(ofReward),
    ruleSources.with(redeemedRules),
    importKinds.with(codeImport, shipmentImport),
  ],
})
