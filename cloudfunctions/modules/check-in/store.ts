import type { Command } from '../../platform/context'
import type { Intent } from '../../platform/operation'
import { defineCollection } from '../../platform/store'

/** Why a day was not checked in. */
type CheckInRefused =
  | 'already_checked_in'
  | 'nothing_to_make_up'
  | 'no_make_up_left'
  | 'not_a_member'
  | 'account_frozen'
  | 'key_reused_with_other_input'

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
  /** Why it came to nothing; absent while it is open, and when it was posted. */
  readonly refused?: CheckInRefused
}

export const checkIns = defineCollection<CheckInIntent>({
  name: 'check_ins',
  indexes: [{ name: 'byOpen', fields: ['openSinceMs'] }],
})
