import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import type { Settings } from './programme'
import { pick } from './random'

const DAY_MS = 86_400_000

/** The campaign under which members bring others. */
export const FRIENDS = 'friends'

interface Draft {
  readonly title: string
  readonly kind: 'referral'
  readonly fromMs: number
  readonly untilMs: number
  readonly isPaused: boolean
  readonly referrerPoints: number
  readonly friendPoints: number
  readonly joinWithinDays: number
  readonly orderWithinDays: number
  readonly minOrderFen: number
  readonly perReferrer: { readonly friends: number; readonly per: 'month' | 'campaign' }
  readonly mostFriends?: number
}

/** What may be said differently at any time: who came before keeps what was said then. */
const terms = (random: Random) => ({
  referrerPoints: pick(random, [5, 20, 70]),
  friendPoints: pick(random, [3, 30]),
  joinWithinDays: pick(random, [1, 30, 30]),
  orderWithinDays: pick(random, [2, 30, 30, 300]),
  minOrderFen: pick(random, [0, 0, 1_500]),
  perReferrer: { friends: pick(random, [1, 1, 3]), per: pick(random, ['month', 'campaign'] as const) },
})

/** The campaign as an operator has it in draft. */
export class Referrals {
  private known: Draft | null = null

  draft(random: Random, nowMs: number): Settings {
    this.known = this.known ? this.edited(this.known, random) : begun(random, nowMs)
    return { ...this.known }
  }

  private edited(known: Draft, random: Random): Draft {
    if (random() < 0.4) return { ...known, isPaused: !known.isPaused }
    return { ...known, ...terms(random), isPaused: false }
  }
}

function begun(random: Random, nowMs: number): Draft {
  return {
    title: '带朋友来',
    kind: 'referral',
    fromMs: nowMs,
    untilMs: nowMs + 300 * DAY_MS,
    isPaused: false,
    ...terms(random),
    ...(random() < 0.5 ? { mostFriends: pick(random, [1, 1, 3]) } : {}),
  }
}
