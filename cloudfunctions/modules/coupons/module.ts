import { defineModule } from '../../platform/module'
import { sweepJob } from '../../platform/operation'
import { publishables } from '../../platform/publishing'
import { stockKinds } from '../ledger'
import { orderListeners } from '../orders'
import { conditions, effects, giftGivers, ruleSources } from '../rules'
import { couponEffect } from './campaign/coupon-effect'
import { couponGiver } from './campaign/coupon-giver'
import { ofTemplate } from './campaign/of-template'
import { usedRules } from './campaign/used-event'
import { contract } from './contract'
import { returnCoupons } from './counter/returns'
import { followOperation } from './follow'
import { takeBackGiftsJob } from './gifts/take-back-job'
import { handlers } from './handlers'
import { rebateOperation } from './rebates/carry-out'
import { rebateOrder } from './rebates/of-orders'
import { rebates } from './rebates/store'
import { couponSettings } from './settings'
import { coupons as couponCollection } from './store'
import { tellOfCouponsJob } from './telling/tell-job'
import { templatesKind } from './templates/kind'
import { couponStock } from './templates/stock-kind'
import { templateDrafts } from './templates/store'
import { endNoticesJob } from './wallet/end-notices-job'

export const coupons = defineModule({
  name: 'coupons',
  contract,
  handlers,
  collections: [templateDrafts, couponCollection, rebates],
  settings: couponSettings,
  jobs: [sweepJob(followOperation), takeBackGiftsJob, endNoticesJob, tellOfCouponsJob, sweepJob(rebateOperation)],
  extends: [
    publishables.with(templatesKind),
    stockKinds.with(couponStock),
    orderListeners.with(returnCoupons, rebateOrder),
    conditions.with(ofTemplate),
    ruleSources.with(usedRules),
    effects.with(couponEffect),
    giftGivers.with(couponGiver),
  ],
})
