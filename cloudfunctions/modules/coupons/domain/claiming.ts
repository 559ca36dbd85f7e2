import { type BusinessDate, businessDateOf } from '../../../kernel/business-date'
import { type Refusal, refuse } from '../../../kernel/refusal'
import { endOfDateMs, type Validity } from './validity'

/** What a template says of those who claim it by themselves. */
export interface Claimable {
  readonly claimable: boolean
  readonly claimFromMs?: number | undefined
  readonly claimUntilMs?: number | undefined
  readonly validity: Validity
  readonly limitPerMember: number
  readonly limitPerDay?: number | undefined
}

/** When claiming is over: at its end, and with the last day on which the coupon counts. */
export function claimEndMs({ claimUntilMs, validity }: Pick<Claimable, 'claimUntilMs' | 'validity'>): number | null {
  const ends = [claimUntilMs, 'untilDate' in validity ? endOfDateMs(validity.untilDate) : undefined]
  const known = ends.filter((end) => end !== undefined)
  return known.length === 0 ? null : Math.min(...known)
}

export type NotOpen = Refusal<'not_open'>

/** Why nobody may claim at a moment; null when they may. */
export function notOpenAt(template: Claimable, atMs: number): NotOpen | null {
  const { claimable, claimFromMs } = template
  if (!claimable) return refuse('not_open', { why: 'not_claimable' })
  if (claimFromMs !== undefined && atMs < claimFromMs) return refuse('not_open', { why: 'early', claimFromMs })
  const endMs = claimEndMs(template)
  return endMs !== null && atMs >= endMs ? refuse('not_open', { why: 'over' }) : null
}

/**
 * Why a member may claim no more, by all that they have ever claimed of a template; null when they may. What was used,
 * given away or has ended counts: it was claimed.
 * @param claimedAtMs when each of them was claimed
 */
export function limitReached(
  { limitPerMember, limitPerDay }: Pick<Claimable, 'limitPerMember' | 'limitPerDay'>,
  claimedAtMs: readonly number[],
  today: BusinessDate,
): Refusal<'limit_reached'> | null {
  if (claimedAtMs.length >= limitPerMember) return refuse('limit_reached', { most: limitPerMember, per: 'member' })
  const ofToday = claimedAtMs.filter((atMs) => businessDateOf(atMs) === today)
  return limitPerDay !== undefined && ofToday.length >= limitPerDay
    ? refuse('limit_reached', { most: limitPerDay, per: 'day' })
    : null
}
