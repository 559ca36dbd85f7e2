/** What other modules may use of the rules core. */
export { award, conditions, effects, type RuleSource, type RulesInForce, ruleSources, rulesOn } from './award'
export { defineCondition, defineEffect } from './definitions'
export {
  type Budget,
  type CampaignTerms,
  type Clause,
  EVENTS,
  type Facts,
  numberFact,
  type Rule,
  type RuleEvent,
  textFact,
} from './domain/rule'
export { reasonsOf } from './explain'
export { type EntryExplanation, entryExplanations } from './explanations'
export {
  campaignBreakers,
  campaignRules,
  type Entrant,
  type GiftGiver,
  giftGivers,
  type MemberFact,
  memberFacts,
} from './places'
