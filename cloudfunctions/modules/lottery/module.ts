import { defineModule } from '../../platform/module'
import { campaignKinds } from '../campaigns'
import { entryTitles, stockKinds } from '../ledger'
import { mergeRooms } from '../members'
import { effects, entryExplanations } from '../rules'
import { contract } from './contract'
import { commitDaysJob, revealDaysJob } from './day-jobs'
import { drawChance } from './draw-chance'
import { finishPrizesJob } from './finish-prizes-job'
import { handlers } from './handlers'
import { mergingChances } from './merging-chances'
import { prizeStock } from './stock-kind'
import { lotteryDays, lotteryUnits } from './store'
import { drawExplanation, drawTitle } from './trace'
import { wheelKind } from './wheel-kind'

export const lottery = defineModule({
  name: 'lottery',
  contract,
  handlers,
  collections: [lotteryDays, lotteryUnits],
  jobs: [commitDaysJob, revealDaysJob, finishPrizesJob],
  extends: [
    campaignKinds.with(wheelKind),
    effects.with(drawChance),
    stockKinds.with(prizeStock),
    mergeRooms.with(mergingChances),
    entryTitles.with(drawTitle),
    entryExplanations.with(drawExplanation),
  ],
})
