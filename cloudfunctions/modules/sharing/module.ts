import { defineModule } from '../../platform/module'
import { sweepJob } from '../../platform/operation'
import { couponListeners } from '../coupons'
import { joinListeners, roomsAtJoining } from '../members'
import { orderListeners } from '../orders'
import { contract } from './contract'
import { handlers } from './handlers'
import { countJoining, touchRoomAtJoining } from './joining'
import { countOrder } from './ordering'
import { sharingSettings } from './settings'
import { countCoupons } from './spending'
import { shareCards, shareOutcomes, sharePictures, shareTouches } from './store'
import { shareTargets, storeTarget } from './targets'
import { touchOperation } from './touch'

export const sharing = defineModule({
  name: 'sharing',
  contract,
  handlers,
  collections: [shareCards, sharePictures, shareTouches, shareOutcomes],
  settings: sharingSettings,
  jobs: [sweepJob(touchOperation)],
  extends: [
    shareTargets.with(storeTarget),
    roomsAtJoining.with(touchRoomAtJoining),
    joinListeners.with(countJoining),
    orderListeners.with(countOrder),
    couponListeners.with(countCoupons),
  ],
})
