/** What other modules may use of the rules core. */
export { award, conditions, effects, type RuleSource, type RulesInForce, ruleSources, rulesOn } from './award'
export { defineCondition, defineEffect } from './definitions'
export { type Facts, numberFact, textFact } from './domain/rule'
export { reasonsOf } from './explain'
export { type EntryExplanation, entryExplanations } from './explanations'
export { type GiftGiver, giftGivers, type MemberFact, memberFacts } from './places'
