/**
 * What has become of somebody who was brought: `bound` until the first purchase has vested; `held` for an operator to look
 * at; `paying` and `taking_back` while that is being done; `full` when all that the campaign had was given.
 */
export const STATES = ['bound', 'held', 'paying', 'paid', 'full', 'taking_back', 'taken_back', 'refused'] as const
export type ReferralState = (typeof STATES)[number]

/** Why nothing is paid, or not before somebody has looked. */
export type Doubt = 'same_person' | 'same_phone' | 'shared_phone' | 'many_at_once' | 'operator'

/** What a member sees of a friend. */
export type ShownState = 'joined' | 'waiting' | 'checking' | 'rewarded' | 'capped' | 'full' | 'taken_back' | 'over'

interface Seen {
  readonly state: ReferralState
  readonly waits: { readonly vestsAtMs: number } | null
  readonly orderUntilMs: number
  /** What the one who looks has got; null while nothing was paid. */
  readonly got: number | null
}

/** A friend as their referrer sees them. Why somebody was refused is not theirs to know: it may be about the friend. */
export function shownState({ state, waits, orderUntilMs, got }: Seen, nowMs: number): ShownState {
  switch (state) {
    case 'bound':
      if (waits) return 'waiting'
      return nowMs < orderUntilMs ? 'joined' : 'over'
    case 'held':
    case 'paying':
      return 'checking'
    case 'paid':
      return got === 0 ? 'capped' : 'rewarded'
    case 'full':
      return 'full'
    case 'taking_back':
    case 'taken_back':
      return 'taken_back'
    case 'refused':
      return 'over'
  }
}
