import { importKinds } from '../../platform/importing'
import { defineModule } from '../../platform/module'
import { entryTitles } from '../ledger'
import { conditions, effects, entryExplanations, memberFacts, ruleSources } from '../rules'
import { amountAtLeast } from './amount-at-least'
import { atStore } from './at-store'
import { contract } from './contract'
import { refundedRules, tellOfOrder, vestedRules } from './events/order-events'
import { vestedDays } from './events/store'
import { vestJob } from './events/vest-job'
import { openOrdersJob } from './finish-order'
import { firstOrder, orderCountFact } from './first-order'
import { handlers } from './handlers'
import { importJob } from './imports/import-job'
import { orderImport } from './imports/order-rows'
import { importRefusals, imports } from './imports/store'
import { orderListeners } from './listeners'
import { orderRules } from './order-rules'
import { pointsPerAmount } from './points-per-amount'
import { pointsSteps } from './points-steps'
import { orderSettings } from './settings'
import { orders as orderCollection } from './store'
import { orderTitles, refundExplanations } from './texts'

export const orders = defineModule({
  name: 'orders',
  contract,
  handlers,
  collections: [orderCollection, vestedDays, imports, importRefusals],
  settings: orderSettings,
  jobs: [openOrdersJob, vestJob, importJob],
  extends: [
    conditions.with(amountAtLeast, atStore, firstOrder),
    effects.with(pointsPerAmount, pointsSteps),
    memberFacts.with(orderCountFact),
    ruleSources.with(orderRules, vestedRules, refundedRules),
    orderListeners.with(tellOfOrder),
    entryTitles.with(...orderTitles),
    entryExplanations.with(...refundExplanations),
    importKinds.with(orderImport),
  ],
})
