import type { CompiledRule } from './compile'
import type { CampaignTerms, CountIntent, Facts, GiftIntent, Intent, Rule, Words } from './rule'

/** What a member has had of a campaign before. */
export interface Had {
  readonly points: number
  readonly times: number
  /** On the day of the event. */
  readonly dayPoints: number
  readonly dayTimes: number
  /** What was spent within the campaign: its steps go by it. */
  readonly spentFen: number
}

export const NOTHING_HAD: Had = { points: 0, times: 0, dayPoints: 0, dayTimes: 0, spentFen: 0 }

/** What is decided about. */
export interface Asked {
  /** Of the event, and those of the member that the rules ask for. */
  readonly facts: Facts
  readonly atMs: number
  had(terms: CampaignTerms): Had
  /** Campaigns that are as if they were not there: their budget refused, or they hold the member back. */
  isLeftOut(campaignId: string): boolean
}

/** What one rule gives by itself. */
export interface Given {
  readonly compiled: CompiledRule
  readonly rule: Rule
  /** With what the rule builds upon. */
  readonly facts: Facts
  readonly intents: readonly Intent[]
  /** Before any cap. */
  readonly points: number
}

export interface Gift {
  readonly rule: string
  /** The how-manieth of its rule, from 0: what its op is derived from. */
  readonly nth: number
  readonly intent: GiftIntent
}

/** What one campaign gives for an event. */
export interface Gain {
  readonly terms: CampaignTerms
  readonly given: readonly Given[]
  /** What the caps have left. */
  readonly points: number
  /** How many of them stand by what is spent in the campaign. */
  readonly bySpending: number
  readonly counts: readonly CountIntent[]
  readonly gifts: readonly Gift[]
  /** What the event adds to what is spent in the campaign; null where nothing goes by it. */
  readonly spentFen: number | null
}

/** What a cap took off what the rules gave. */
export interface Cut {
  readonly points: number
  /** The campaign whose own cap it is; absent for a cap of the programme. */
  readonly campaign?: string
  /** What the cap allows, in plain Chinese. */
  text(words: Words): string
}

/** What an event earns: what each rule that applies gives, what caps cut, and what is left. */
export interface Decision {
  /** What the programme's own rules give, as the caps have left it. */
  readonly base: number
  /** In the order of the decision, the programme's rules first; those that come to nothing included. */
  readonly given: readonly Given[]
  readonly gains: readonly Gain[]
  readonly cuts: readonly Cut[]
  readonly points: number
}
