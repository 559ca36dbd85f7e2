/** What other modules may use of the rules core. */
export { decidedAgain } from './again'
export { type Awarded, awardFor, needsIntent, previewFor } from './award'
export { Taken } from './budgets'
export { memberShareOf } from './counting'
export { defineCondition, defineEffect } from './definitions'
export type { Gain } from './domain/decision'
export {
  AT,
  type Budget,
  type CampaignTerms,
  type Clause,
  type Facts,
  numberFact,
  type Rule,
  type RuleEvent,
  SPENT_BEFORE,
  textFact,
} from './domain/rule'
export { explainedEntry, reasonsOf } from './explain'
export { type EntryExplanation, entryExplanations } from './explanations'
export { finishAwarded, takeBackGifts } from './finish'
export { happened } from './happened'
export {
  conditions,
  effects,
  type RuleSource,
  type RulesInForce,
  ruleSources,
  rulesOn,
  withCampaignRules,
} from './in-force'
export { isListenedTo } from './listening'
export {
  campaignBreakers,
  campaignRules,
  type Entrant,
  type GiftGiver,
  giftGivers,
  type MemberFact,
  memberFacts,
} from './places'
export { problemsOfRules } from './problems'
export { promiseOf } from './promise'
export { goneOf, takenBack, takenBackOf } from './take-back'
export { parseTrace, type Trace } from './trace'
export { type TrialBudgets, trialFor, triedAgain } from './trial'
