import type { Command } from '../../platform/context'
import type { Intent } from '../../platform/operation'
import { defineCollection } from '../../platform/store'

/**
 * A check-in that a campaign gives more for than points: out of a budget, or a coupon. Its id is the command's key. All
 * others are one update of the account and need none.
 */
export interface CheckInIntent extends Intent, Pick<Command, 'inputHash' | 'madeAtMs'> {
  readonly schema: 1
  readonly member: string
  readonly date: string
  /** The day on which it was asked for. */
  readonly askedOn: string
  readonly isMadeUp: boolean
  readonly atMs: number
}

export const checkIns = defineCollection<CheckInIntent>({
  name: 'check_ins',
  indexes: [{ name: 'byOpen', fields: ['openSinceMs'] }],
})
