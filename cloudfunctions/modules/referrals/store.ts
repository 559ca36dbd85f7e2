import type { Command } from '../../platform/context'
import type { Intent } from '../../platform/operation'
import { type Document, defineCollection } from '../../platform/store'
import type { Doubt, ReferralState } from './domain/states'

/** The version of a campaign under which somebody came: what was promised then is what is given. */
export interface Promised {
  readonly campaign: string
  readonly campaignVersion: number
}

/**
 * By whose card a person came first, until its window ends; a member's card leads nobody who is a member already. The id is
 * the person's.
 */
export interface ReferralTouch extends Document {
  readonly schema: 1
  readonly referrer: string
  readonly atMs: number
  /** The first moment that no longer counts for it. */
  readonly untilMs: number
}

export const referralTouches = defineCollection<ReferralTouch>({ name: 'referral_touches' })

/** The purchase of the friend that is waited for, until it vests. */
export interface Waits {
  readonly order: string
  readonly vestsAtMs: number
}

/** What is paid, as it was decided when the friend's purchase had vested. */
export interface Reward {
  readonly order: string
  readonly amountFen: number
  /** Who gets it: the two, or those into whom an operator has merged them since. */
  readonly friend: string
  readonly referrer: string
  /** In which period it counts for the referrer. */
  readonly period: string
  readonly atMs: number
}

/** What an operator decided about one that was held. */
export interface HoldDecision extends Pick<Command, 'inputHash'> {
  readonly to: 'approved' | 'refused'
  readonly operator: string
  readonly reason: string
  readonly atMs: number
}

/**
 * Somebody whom a member brought. Its id is the friend's, so that nobody is ever brought twice. The document is also the
 * intent of what is paid to the two, and of what is taken back.
 */
export interface Referral extends Intent, Promised {
  readonly schema: 1
  readonly referrer: string
  readonly boundAtMs: number
  /** A purchase paid from then on counts no more. */
  readonly orderUntilMs: number
  readonly state: ReferralState
  readonly waits: Waits | null
  /** When there is something to do; null while there is not. */
  readonly dueAtMs: number | null
  /** Why it is held, or was refused; null for all others. */
  readonly doubt: Doubt | null
  readonly reward: Reward | null
  /** Whether the purchase was refunded while it was being paid for: then it is taken back as soon as it is paid. */
  readonly isRefunded: boolean
  /** What each of the two has got; null before, and nothing once it was taken back. */
  readonly friendGot: number | null
  readonly referrerGot: number | null
  readonly decision: HoldDecision | null
  /** The command that decided; its own id while none did. */
  readonly decisionKey: Command['key']
  /** Raised by every change. */
  readonly version: number
}

export const referrals = defineCollection<Referral>({
  name: 'referrals',
  indexes: [
    { name: 'byReferrer', fields: ['referrer', 'boundAtMs'] },
    { name: 'byState', fields: ['state', 'boundAtMs'] },
    { name: 'byDecision', fields: ['decisionKey'], unique: true },
    { name: 'byDue', fields: ['dueAtMs'] },
    { name: 'byOpen', fields: ['openSinceMs'] },
  ],
})
