/** What other modules may use of the rules core. */
export { award, conditions, effects, type RuleSource, ruleSources, rulesOn } from './award'
export { defineCondition, defineEffect } from './definitions'
export { numberFact } from './domain/rule'
