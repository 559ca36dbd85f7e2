import { isSameOperator } from '../../../kernel/operator-name'
import { type Refusal, refuse } from '../../../kernel/refusal'
import type { Command, Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { lastDayOf } from './ask'
import { type PointsRequest, requests } from './store'

type Refused = 'no_such_request' | 'already_decided' | 'same_operator' | 'key_reused_with_other_input'

/** The request that this very command has decided before. */
async function decidedBy(work: Work, key: string): Promise<PointsRequest | null> {
  const page = await work.store.find(requests, { index: 'byDecision', equals: { decisionKey: key }, limit: 1 })
  return page.items[0] ?? null
}

/** Decides a waiting request, once: the update from `waiting` is the race's decision. */
export async function decideRequest(
  work: Work & { command: Command },
  asked: {
    readonly requestId: string
    readonly operator: string
    readonly to: 'approved' | 'rejected'
    readonly reason: string
  },
): Promise<PointsRequest | Refusal<Refused>> {
  const { key, inputHash } = work.command
  return untilSettled<PointsRequest | Refusal<Refused>>(work, async () => {
    const elsewhere = await decidedBy(work, key)
    const request = elsewhere ?? (await work.store.get(requests, asked.requestId))
    if (!request) return { value: refuse('no_such_request') }
    // Looked at in the request too: our own decision may have arrived after the search.
    if (request.decision && request.decisionKey === key)
      return { value: request.decision.inputHash === inputHash ? request : refuse('key_reused_with_other_input') }
    // guard: decided-once
    if (request.state !== 'waiting') return { value: refuse('already_decided', { state: request.state }) }
    // guard: four-eyes
    if (asked.to === 'approved' && isSameOperator(request.operator, asked.operator))
      return { value: refuse('same_operator') }
    const { operator, reason, to: state } = asked
    const expiresOn = await lastDayOf(work, request.kind)
    const decision = { inputHash, operator, reason, atMs: work.nowMs, expiresOn }
    const isOpen = state === 'approved'
    const set = { state, decision, decisionKey: key, openSinceMs: isOpen ? work.nowMs : null } as const
    // guard: decision-race
    const isDecided = await work.store.update(requests, { _id: request._id, state: 'waiting' }, { set })
    return isDecided ? { value: { ...request, ...set } } : 'again'
  })
}
