import { defineModule } from '../../platform/module'
import { sweepJob } from '../../platform/operation'
import { entryTitles } from '../ledger'
import { conditions, memberFacts, ruleSources } from '../rules'
import { birthdayMonth, birthdayMonthFact } from './birthday-month'
import { forgetCardUsesJob } from './card-use/forget-uses-job'
import { cardUses } from './card-use/store'
import { contract } from './contract'
import { firstEnrolment } from './first-enrolment'
import { handlers } from './handlers'
import { joinOperation } from './join'
import { joinedDaysFact, joinedWithin } from './joined-within'
import { bindingOperation } from './phone/carry-out'
import { phoneBindings, phones } from './phone/store'
import { memberSettings } from './settings'
import { members as memberCollection, profileChanges } from './store'
import { welcomeRules } from './welcome'

export const members = defineModule({
  name: 'members',
  contract,
  handlers,
  collections: [memberCollection, profileChanges, cardUses, phones, phoneBindings],
  settings: memberSettings,
  jobs: [sweepJob(joinOperation), sweepJob(bindingOperation), forgetCardUsesJob],
  extends: [
    conditions.with(firstEnrolment, joinedWithin, birthdayMonth),
    memberFacts.with(joinedDaysFact, birthdayMonthFact),
    ruleSources.with(welcomeRules),
    entryTitles.with({ refKind: 'joined', title: () => '入会礼' }),
  ],
})
