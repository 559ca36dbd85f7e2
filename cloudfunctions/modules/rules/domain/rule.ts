/** What happened, as the module that saw it describes it: plain values by name. */
export type Facts = Readonly<Record<string, string | number | boolean>>

/**
 * Everything that rules may listen to. The list is closed, so that what earns is decided here and not by a document:
 * sharing, forwarding or inviting to share is no event and must not become one, since WeChat forbids any reward for it.
 */
export const EVENTS = ['member_joined', 'checked_in', 'order_paid'] as const
export type RuleEvent = (typeof EVENTS)[number]

/** A condition or an effect as it stands in a document: its code and its arguments. */
export type Clause = { readonly code: string } & Readonly<Record<string, unknown>>

/** When an event meets the conditions, the effects follow. */
export interface Rule {
  readonly id: string
  /** The event it listens to. */
  readonly when: RuleEvent
  readonly conditions: readonly Clause[]
  readonly effects: readonly Clause[]
}

/** The most that all rules together give for one event, whoever wrote them. */
export interface Cap {
  readonly event: RuleEvent
  readonly most: number
  /** The fact that says how much of it was had before; absent for a cap on one event by itself. */
  readonly had?: string
  /** What it allows, in plain Chinese. */
  text(words: Words): string
}

/** An effect that is not yet applied. One place applies all that one event causes, as one operation. */
export interface Intent {
  readonly kind: 'points'
  readonly points: number
}

/** One question about the facts. A file of its own in the module that owns the knowledge. */
export interface Condition<Args = unknown> {
  readonly code: string
  /** The arguments out of a document; throws when they are not as they must be. */
  parse(stored: Readonly<Record<string, unknown>>): Args
  /** What must be so, in plain Chinese. */
  text(args: Args, words: Words): string
  holds(facts: Facts, args: Args): boolean
}

/** One consequence. A file of its own in the module that owns the knowledge. */
export interface Effect<Args = unknown> {
  readonly code: string
  parse(stored: Readonly<Record<string, unknown>>): Args
  /** What it gives for these facts, in plain Chinese. */
  text(facts: Facts, args: Args, words: Words): string
  /** How its number comes about, up to the sign of equality: `36.50 × 1.5`. Absent where there is nothing to compute. */
  formula?(facts: Facts, args: Args): string
  intents(facts: Facts, args: Args): readonly Intent[]
}

/** What the shop calls things. */
export interface Words {
  readonly points: string
}

/** A fact that a condition or effect needs. Throws when it is missing: a rule on the wrong event is a bug. */
export function numberFact(facts: Facts, name: string): number {
  const value = facts[name]
  if (typeof value !== 'number') throw new Error(`fact ${name} is missing`)
  return value
}

/** As `numberFact`, for a text. */
export function textFact(facts: Facts, name: string): string {
  const value = facts[name]
  if (typeof value !== 'string') throw new Error(`fact ${name} is missing`)
  return value
}
