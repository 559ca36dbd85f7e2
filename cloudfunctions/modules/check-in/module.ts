import { defineModule } from '../../platform/module'
import { entryTitles } from '../ledger'
import { conditions, effects, ruleSources } from '../rules'
import { checkInRules } from './check-in-rules'
import { contract } from './contract'
import { handlers } from './handlers'
import { pointsByLadder } from './points-by-ladder'
import { checkInSettings } from './settings'
import { streakReaches } from './streak-reaches'
import { checkInTitle } from './title'

export const checkIn = defineModule({
  name: 'check-in',
  contract,
  handlers,
  settings: checkInSettings,
  extends: [
    conditions.with(streakReaches),
    effects.with(pointsByLadder),
    ruleSources.with(checkInRules),
    entryTitles.with(checkInTitle),
  ],
})
