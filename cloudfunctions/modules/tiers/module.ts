import { defineModule } from '../../platform/module'
import { publishables } from '../../platform/publishing'
import { entryTitles } from '../ledger'
import { counterBenefits, memberTiers, mergeRooms } from '../members'
import { conditions, effects, giftGivers, memberFacts, ruleSources } from '../rules'
import { benefitsOf, benefitTitle } from './benefits'
import { BENEFIT_REF, benefitGiver, moreBenefits } from './campaign/more-benefits'
import { giftTitle } from './campaign/recorded-gift'
import { BOOST_REF, tierBoost, tierBoostGiver } from './campaign/tier-boost'
import { tierFact, tierIs } from './campaign/tier-is'
import { contract } from './contract'
import { handlers } from './handlers'
import { mergingRoom } from './merging-room'
import { applyLadderJob, reviewJob } from './review-jobs'
import { tierSettings } from './settings'
import { tierOf } from './standing-of'
import { appliedLadders, benefitUses, tierDrafts, tierReviews } from './store'
import { tierChangedRules } from './tier-changed'
import { tiersKind } from './tiers-kind'

export const tiers = defineModule({
  name: 'tiers',
  contract,
  handlers,
  collections: [tierDrafts, tierReviews, appliedLadders, benefitUses],
  settings: tierSettings,
  jobs: [reviewJob, applyLadderJob],
  extends: [
    publishables.with(tiersKind),
    entryTitles.with(benefitTitle, giftTitle(BOOST_REF), giftTitle(BENEFIT_REF)),
    conditions.with(tierIs),
    effects.with(tierBoost, moreBenefits),
    giftGivers.with(tierBoostGiver, benefitGiver),
    memberFacts.with(tierFact),
    ruleSources.with(tierChangedRules),
    memberTiers.with(async (work, account) => (await tierOf(work, account))?.name ?? null),
    counterBenefits.with(benefitsOf),
    mergeRooms.with(mergingRoom),
  ],
})
