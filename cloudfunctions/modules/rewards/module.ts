import { defineModule } from '../../platform/module'
import { publishables } from '../../platform/publishing'
import { stockKinds } from '../ledger'
import { rewardsKind } from './catalogue/rewards-kind'
import { countStockJob, keepShelfJob } from './catalogue/shelf-jobs'
import { rewardDrafts, shelf } from './catalogue/store'
import { contract } from './contract'
import { handlers } from './handlers'
import { rewardUnits } from './orders/store'
import { rewardSettings } from './settings'
import { rewardStock, slotStock } from './stock-kinds'

export const rewards = defineModule({
  name: 'rewards',
  contract,
  handlers,
  collections: [rewardDrafts, shelf, rewardUnits],
  settings: rewardSettings,
  jobs: [keepShelfJob, countStockJob],
  extends: [publishables.with(rewardsKind), stockKinds.with(rewardStock, slotStock)],
})
