import { type Refusal, refuse } from '../../../kernel/refusal'
import type { Command, Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { decided, rewardFor } from '../paying/qualify'
import { type HoldDecision, type Referral, referrals } from '../store'

type Refused = Refusal<'no_such_referral' | 'not_held' | 'key_reused_with_other_input'>

interface Asked extends Pick<HoldDecision, 'to' | 'operator' | 'reason'> {
  readonly referralId: string
}

/** What a decision makes of one that is held; null when what was waited for does not stand any more. */
async function madeOf(work: Work, held: Referral, to: Asked['to']): Promise<Partial<Referral> | null> {
  if (to === 'refused') return { state: 'refused', doubt: 'operator' }
  const reward = await rewardFor(work, held)
  return reward && { state: 'paying', doubt: null, reward, openSinceMs: work.nowMs }
}

/** Decides about a friend who is held, once: the update on the version that was read is the race's decision. */
export async function decideHold(
  work: Work & { readonly command: Command },
  { referralId, to, operator, reason }: Asked,
): Promise<Referral | Refused> {
  const { key, inputHash } = work.command
  return untilSettled<Referral | Refused>(work, async () => {
    const equals = { decisionKey: key }
    const [before] = (await work.store.find(referrals, { index: 'byDecision', equals, limit: 1 })).items
    // guard: hold-same-input
    if (before)
      return { value: before.decision?.inputHash === inputHash ? before : refuse('key_reused_with_other_input') }
    const referral = await work.store.get(referrals, referralId)
    if (!referral) return { value: refuse('no_such_referral') }
    // guard: hold-decided-once
    if (referral.state !== 'held') return { value: refuse('not_held', { state: referral.state }) }
    const made = await madeOf(work, referral, to)
    if (!made) return { value: refuse('not_held', { state: referral.state }) }
    const decision: HoldDecision = { inputHash, to, operator, reason, atMs: work.nowMs }
    const written = await decided(work, referral, { ...made, decision, decisionKey: key })
    return written ? { value: written } : 'again'
  })
}
