import { defineModule } from '../../platform/module'
import { sweepJob } from '../../platform/operation'
import { entryTitles } from '../ledger'
import { conditions, effects, ruleSources } from '../rules'
import { checkInRules } from './check-in-rules'
import { contract } from './contract'
import { handlers } from './handlers'
import { pointsByLadder } from './points-by-ladder'
import { checkInOperation } from './post'
import { checkInSettings } from './settings'
import { checkIns } from './store'
import { streakReaches } from './streak-reaches'
import { checkInTitle } from './title'

export const checkIn = defineModule({
  name: 'check-in',
  contract,
  handlers,
  collections: [checkIns],
  settings: checkInSettings,
  jobs: [sweepJob(checkInOperation)],
  extends: [
    conditions.with(streakReaches),
    effects.with(pointsByLadder),
    ruleSources.with(checkInRules),
    entryTitles.with(checkInTitle),
  ],
})
