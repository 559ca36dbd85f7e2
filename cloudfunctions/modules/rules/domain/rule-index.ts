import { type Cap, EVENTS, type Rule, type RuleEvent } from './rule'

/** The rules on one event, and the caps on what they give together. */
export interface RulesOfEvent {
  readonly rules: readonly Rule[]
  /** They cut in this order. */
  readonly caps: readonly Cap[]
}

export type RuleIndex = ReadonlyMap<RuleEvent, RulesOfEvent>

/**
 * Rules and caps by their event, in the order in which they are given, so that deciding costs what the rules on one
 * event cost, however many others there are. Throws on an event that is not in the closed list.
 */
export function indexRules(rules: readonly Rule[], caps: readonly Cap[]): RuleIndex {
  const index = new Map(EVENTS.map((event) => [event, { rules: [] as Rule[], caps: [] as Cap[] }]))
  const of = (event: RuleEvent) => {
    const found = index.get(event)
    if (!found) throw new Error(`there is no event ${event} that could earn something`)
    return found
  }
  for (const rule of rules) of(rule.when).rules.push(rule)
  for (const cap of caps) of(cap.event).caps.push(cap)
  return index
}
