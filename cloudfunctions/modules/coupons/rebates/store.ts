import type { Command } from '../../../platform/context'
import type { Intent } from '../../../platform/operation'
import { defineCollection } from '../../../platform/store'
import type { RebateRule } from '../domain/rebate'

export interface RebateDecision {
  readonly inputHash: Command['inputHash']
  readonly operator: string
  /** Why it was rejected; empty when it was approved. */
  readonly reason: string
  readonly atMs: number
}

/**
 * A coupon for money that comes back to a member: by the rule of the programme for an order, or because an operator says
 * so. Approved, it is the durable intent to issue it; void, to take it back.
 */
export interface Rebate extends Intent {
  readonly schema: 1
  readonly member: string
  readonly template: string
  readonly version: number
  readonly amountFen: number
  /** The order that it is of, and the rule then; '' and null where an operator gives it. */
  readonly order: string
  readonly rule: RebateRule | null
  /** Who asked for it; empty for the rule. */
  readonly operator: string
  readonly reason: string
  readonly inputHash: Command['inputHash']
  readonly askedAtMs: number
  /** Whether somebody has to decide. */
  readonly needsApproval: boolean
  /** `void`: its order was refunded. */
  readonly state: 'waiting' | 'approved' | 'rejected' | 'void'
  readonly decision: RebateDecision | null
  /** The key of the command that decided it; null while none has. */
  readonly decisionKey: Command['key'] | null
}

export const rebates = defineCollection<Rebate>({
  name: 'rebates',
  indexes: [
    { name: 'byState', fields: ['state', 'askedAtMs'] },
    { name: 'byDecision', fields: ['decisionKey'] },
    { name: 'byOpen', fields: ['openSinceMs'] },
  ],
})

/** What the coupon of a rebate is issued for. */
export const opOf = ({ _id }: Pick<Rebate, '_id'>) => `rb|${_id}`

/** Enough of a hash that no two rebates share one, and short enough to be pasted. */
const ID_DIGITS = 24

/** @param hash of what it is asked for: the order, or the command */
export function rebateIdOf(hash: string): string {
  return hash.slice(0, ID_DIGITS)
}
