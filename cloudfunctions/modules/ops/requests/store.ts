import type { Command } from '../../../platform/context'
import type { Intent } from '../../../platform/operation'
import { defineCollection } from '../../../platform/store'

/** Why a request that was approved could not be carried out. */
export type Obstacle = 'insufficient_points' | 'account_frozen' | 'not_a_member' | 'already_reinstated'

export interface Decision {
  readonly inputHash: string
  readonly operator: string
  /** Why it was rejected; empty when it was approved. */
  readonly reason: string
  readonly atMs: number
  /** The last day of what is given, settled with the decision: whoever carries it out later gives the same. */
  readonly expiresOn: string
}

/** What an operator asks for one member's points; approved, it is the durable intent to post it. */
export interface PointsRequest extends Intent {
  readonly schema: 1
  readonly kind: 'adjustment' | 'reinstatement'
  readonly member: string
  readonly account: string
  /** Signed. */
  readonly points: number
  /** The number of the expiry that is given back; null for an adjustment. */
  readonly expirySeq: number | null
  readonly reason: string
  readonly operator: string
  readonly askedAtMs: number
  readonly key: Command['key']
  readonly inputHash: string
  /** Whether another operator has to decide. */
  readonly needsApproval: boolean
  /** `failing`: it could not be carried out, and nothing that might still post it has been shut out yet. */
  readonly state: 'waiting' | 'rejected' | 'approved' | 'done' | 'failing' | 'failed'
  readonly decision: Decision | null
  /** The key of the command that decided it; null while it waits. */
  readonly decisionKey: string | null
  readonly postedSeq: number | null
  readonly obstacle: { readonly code: Obstacle; readonly missing: number } | null
}

export const requests = defineCollection<PointsRequest>({
  name: 'requests',
  indexes: [
    { name: 'byState', fields: ['state', 'askedAtMs'] },
    { name: 'byDecision', fields: ['decisionKey'] },
    { name: 'byOpen', fields: ['openSinceMs'] },
  ],
})
