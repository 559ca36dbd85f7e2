/** What other modules may use of the rules core. */
export { decidedAgain } from './again'
export { type Awarded, awardFor, type Happening, needsIntent, previewFor } from './award'
export { Taken } from './budgets'
export { memberShareOf } from './counting'
export { defineCondition, defineEffect } from './definitions'
export type { Decision, Gain, Had } from './domain/decision'
export {
  AT,
  BASE_POINTS,
  type Budget,
  type CampaignTerms,
  type Clause,
  EVENTS,
  type Facts,
  numberFact,
  type Rule,
  type RuleEvent,
  SPENT_BEFORE,
  textFact,
  type Words,
} from './domain/rule'
export { reasonsOf } from './explain'
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
  vocabularyOf,
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
export { type DraftRule, problemsOfRules } from './problems'
export { promiseOf } from './promise'
export { takenBack, takenBackOf } from './take-back'
export { parseTrace, type Trace } from './trace'
export { type TrialBudgets, trialFor, triedAgain } from './trial'
