import { defineModule } from '../../platform/module'
import { campaignKinds } from '../campaigns'
import { entryTitles } from '../ledger'
import { joinListeners } from '../members'
import { orderListeners } from '../orders'
import { entryExplanations, ruleSources } from '../rules'
import { bindJoined } from './bind'
import { contract } from './contract'
import { referralKind } from './documents/referral-kind'
import { handlers } from './handlers'
import { friendRules } from './paying/friend-qualified'
import { openReferralsJob } from './paying/operation'
import { dueReferralsJob } from './paying/qualify'
import { referralSettings } from './settings'
import { referrals as referralCollection, referralTouches } from './store'
import { referralExplanations, referralTitles } from './texts'
import { watchOrder } from './watch'

export const referrals = defineModule({
  name: 'referrals',
  contract,
  handlers,
  collections: [referralTouches, referralCollection],
  settings: referralSettings,
  jobs: [openReferralsJob, dueReferralsJob],
  extends: [
    campaignKinds.with(referralKind),
    joinListeners.with(bindJoined),
    orderListeners.with(watchOrder),
    ruleSources.with(friendRules),
    entryTitles.with(...referralTitles),
    entryExplanations.with(...referralExplanations),
  ],
})
