import type { Work } from '../../platform/context'
import { ExtensionPoint } from '../../platform/extension-point'
import type { Account } from '../ledger'
import type { GiftIntent, Rule, RuleEvent, Words } from './domain/rule'

/** Places where later modules take part in what events earn. */

/**
 * The rules of campaigns on an event that were in force at a moment, in the order in which they decide. Every function
 * instance answers the same for the same moment, also long after it.
 */
export const campaignRules = new ExtensionPoint<
  (work: Work, event: RuleEvent, atMs: number) => Promise<readonly Rule[]>
>('campaign rules')

/** Who asks to be let in, and to which of the campaigns whose rules are in force on the event. */
export interface Entrant {
  readonly account: Account
  readonly campaigns: readonly string[]
  readonly atMs: number
}

/**
 * Which of these campaigns hold a member back, because they give faster than was forecast: a slow one keeps some of those
 * out who have had nothing of it yet, a stopped one everybody. It may be another answer a minute later, so whoever
 * evaluates leaves them out and says in the trace that it did.
 */
export const campaignBreakers = new ExtensionPoint<(work: Work, entrant: Entrant) => Promise<readonly string[]>>(
  'campaign breakers',
)

/** Something known of a member that conditions ask for by name. Read only while a rule in force needs it. */
export interface MemberFact {
  readonly name: string
  of(work: Work, account: Account, atMs: number): Promise<string | number | boolean>
}

export const memberFacts = new ExtensionPoint<MemberFact>('member facts')

/** Who is given something, and for what: the op is derived, so that giving it again changes nothing. */
export interface Giving {
  readonly op: string
  readonly member: string
  /** The campaign that gives. */
  readonly campaign: string
  readonly args: GiftIntent['args']
}

/** How a kind of gift is given. */
export interface GiftGiver {
  readonly gift: string
  text(args: GiftIntent['args'], words: Words): string
  give(work: Work, giving: Giving): Promise<void>
  /** Takes back what has not been used, when its cause is gone as a whole; absent for what cannot be taken back. */
  takeBack?(work: Work, giving: Giving): Promise<void>
}

export const giftGivers = new ExtensionPoint<GiftGiver>('gift givers')
