/** What happened, as the module that saw it describes it: plain values by name. */
export type Facts = Readonly<Record<string, string | number | boolean>>

/**
 * Everything that rules may listen to. The list is closed, so that what earns is decided here and not by a document:
 * sharing, forwarding or inviting to share is no event and must not become one, since WeChat forbids any reward for it.
 */
export const EVENTS = [
  'member_joined',
  'checked_in',
  'order_paid',
  'order_vested',
  'order_refunded',
  'reward_redeemed',
  'coupon_used',
  'tier_changed',
  'birthday',
  'day_passed',
  'friend_qualified',
] as const
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
  /** The campaign that it is a rule of; absent for a rule of the programme's settings. */
  readonly campaign?: CampaignTerms
}

/** The most that a member gets of a campaign, of what they get of it in points or in times. */
export interface Share {
  readonly points?: number
  readonly times?: number
}

/** A finite sum that a campaign gives out of. */
export interface Budget {
  /** Of the quota, or what its ids begin with where each day or store has its own. */
  readonly id: string
  readonly unit: 'points' | 'fen' | 'times'
  readonly cap: number
  /**
   * What the cap is made of, one shard of the quota for each: the first cap, then what later versions of the campaign added.
   * An event asks for those of the version that it had, so that asking again is asking the same.
   */
  readonly parts: readonly number[]
  readonly by: 'campaign' | 'day' | 'store'
}

/** What a campaign says of all its rules. */
export interface CampaignTerms {
  readonly campaignId: string
  readonly version: number
  readonly title: string
  /** The higher decides first; among equals the id does. */
  readonly priority: number
  /** Of the rules in one stacking group only the best gives. */
  readonly group?: string
  /** There when it multiplies what others have multiplied already; else every multiplier looks at the base alone. */
  readonly compounds?: true
  /** The days it runs, `2026-03-01/2026-03-31`: the period of what is counted for a member. */
  readonly period: string
  /** The most points that it gives for one event. */
  readonly perEvent?: number
  readonly perMemberDay?: Share
  readonly perMember?: Share
  /** All are taken from, in this order, before anything is given. */
  readonly budgets: readonly Budget[]
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
export type Intent = PointsIntent | MultiplyIntent | CountIntent | GiftIntent

export interface PointsIntent {
  readonly kind: 'points'
  readonly points: number
  /** There when it is a function of what has been spent in the campaign, as steps are: a refund takes the difference and no share. */
  readonly standsBy?: 'spending'
}

/** So many times what the programme's own rules give; what comes on top is the campaign's. */
export interface MultiplyIntent {
  readonly kind: 'multiply'
  readonly rateBps: number
}

/** Something counted with the account in the same write as the points, such as chances to draw. */
export interface CountIntent {
  readonly kind: 'count'
  readonly name: string
  /** The days of the campaign where nothing else is said. */
  readonly period?: string
  readonly add: number
}

/** Something that another module gives once the points are posted, by its own giver: a coupon, a message. */
export interface GiftIntent {
  readonly kind: 'gift'
  /** The giver's code. */
  readonly gift: string
  readonly args: Readonly<Record<string, string | number | boolean>>
  /** What one costs the shop, for budgets of money. */
  readonly costFen: number
}

/** Something in a clause that is not as it must be: where below it, and what would be right. */
export interface ClauseProblem {
  readonly path: string
  readonly message: string
}

/** One question about the facts. A file of its own in the module that owns the knowledge. */
export interface Condition<Args = unknown> {
  readonly code: string
  /** The arguments out of a document; throws when they are not as they must be. */
  parse(stored: Readonly<Record<string, unknown>>): Args
  /** What must be so, in plain Chinese. */
  text(args: Args, words: Words): string
  /** The facts of the member that it asks for, beside those of the event. */
  readonly needs?: readonly string[]
  /** The events whose facts it can be asked about; absent where all have them. */
  readonly on?: readonly RuleEvent[]
  /** What is wrong with arguments that a person wrote, by path and in Chinese. */
  problems?(stored: Readonly<Record<string, unknown>>): readonly ClauseProblem[]
  /** A fact without some value of which it never holds: rules are found by it, and the others are not looked at. */
  among?(args: Args): { readonly fact: string; readonly values: readonly (string | number)[] }
  /** How far these facts are from it, where that is a number: `还差 5 元`. Asked only when it does not hold. */
  missing?(facts: Facts, args: Args, words: Words): string
  holds(facts: Facts, args: Args): boolean
}

/** One consequence. A file of its own in the module that owns the knowledge. */
export interface Effect<Args = unknown> {
  readonly code: string
  parse(stored: Readonly<Record<string, unknown>>): Args
  /** The facts of the member that it asks for, beside those of the event. */
  readonly needs?: readonly string[]
  /** The events whose facts it can compute from; absent where all have them. */
  readonly on?: readonly RuleEvent[]
  /** The events that follow from it by themselves: a rule may not bring about what it listens to. */
  readonly causes?: readonly RuleEvent[]
  /** What is wrong with arguments that a person wrote, by path and in Chinese. */
  problems?(stored: Readonly<Record<string, unknown>>): readonly ClauseProblem[]
  /** What it promises before anything has happened, in plain Chinese: for a page of rules. Absent: only the programme's own rules use it. */
  promise?(args: Args, words: Words): string
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

/** Facts that every rule is given beside those of the event: the moment, and for a campaign's rule what it builds upon. */
export const AT = 'at'
export const BASE_POINTS = 'basePoints'
export const SPENT_BEFORE = 'spentBeforeFen'

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
