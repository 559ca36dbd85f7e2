import { defineModule } from '../../platform/module'
import { entryTitles } from '../ledger'
import { betweenHours } from './between-hours'
import { contract } from './contract'
import { handlers } from './handlers'
import { openRuleEventsJob, RULE_EVENT, ruleEvents } from './happened'
import { conditions, effects } from './in-force'
import { onWeekdays } from './on-weekdays'
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
    conditions.with(onWeekdays, betweenHours),
    effects.with(pointsFixed, pointsMultiplied),
    entryTitles.with({
      refKind: RULE_EVENT,
      title: ({ trace }) => `活动奖励（${eventText(parseTrace(trace)?.event ?? '')}）`,
    }),
  ],
})
