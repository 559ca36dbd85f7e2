import { defineModule } from '../../platform/module'
import { entryTitles } from '../ledger'
import { contract } from './contract'
import { handlers } from './handlers'
import { openRuleEventsJob, RULE_EVENT, ruleEvents } from './happened'
import { effects } from './in-force'
import { pointsFixed } from './points-fixed'
import { pointsMultiplied } from './points-multiplied'
import { eventText } from './promise'
import { parseTrace } from './trace'

export const rules = defineModule({
  name: 'rules',
  contract,
  handlers,
  collections: [ruleEvents],
  jobs: [openRuleEventsJob],
  extends: [
    effects.with(pointsFixed, pointsMultiplied),
    entryTitles.with({
      refKind: RULE_EVENT,
      title: ({ trace }) => `活动奖励（${eventText(parseTrace(trace)?.event ?? '')}）`,
    }),
  ],
})
