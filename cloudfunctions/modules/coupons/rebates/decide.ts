import { type Refusal, refuse } from '../../../kernel/refusal'
import type { Command, Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { type Rebate, rebates } from './store'

type Refused = Refusal<'no_such_rebate' | 'already_decided' | 'key_reused_with_other_input'>

/** Decides a rebate that waits, once: the update from `waiting`, of the amount that was seen, is the race's decision. */
export async function decideRebate<Code extends string = never>(
  work: Work & { readonly command: Command },
  asked: {
    readonly rebateId: string
    readonly operator: string
    readonly to: 'approved' | 'rejected'
    readonly reason: string
    /** Why this operator may not decide it so; null when they may. */
    readonly objection?: (rebate: Rebate) => Refusal<Code> | null
  },
): Promise<Rebate | Refused | Refusal<Code>> {
  const { key, inputHash } = work.command
  return untilSettled<Rebate | Refused | Refusal<Code>>(work, async () => {
    const [decided] = (await work.store.find(rebates, { index: 'byDecision', equals: { decisionKey: key }, limit: 1 }))
      .items
    const rebate = decided ?? (await work.store.get(rebates, asked.rebateId))
    if (!rebate) return { value: refuse('no_such_rebate') }
    if (rebate.decision && rebate.decisionKey === key)
      return { value: rebate.decision.inputHash === inputHash ? rebate : refuse('key_reused_with_other_input') }
    // guard: rebate-decided-once
    if (rebate.state !== 'waiting') return { value: refuse('already_decided', { state: rebate.state }) }
    const objection = asked.objection?.(rebate)
    if (objection) return { value: objection }
    const { operator, reason, to: state } = asked
    const decision = { inputHash, operator, reason, atMs: work.nowMs }
    const openSinceMs = state === 'approved' ? work.nowMs : null
    const set = { state, decision, decisionKey: key, openSinceMs } as const
    // guard: rebate-race
    const where = { _id: rebate._id, state: 'waiting', amountFen: rebate.amountFen } as const
    return (await work.store.update(rebates, where, { set })) ? { value: { ...rebate, ...set } } : 'again'
  })
}
