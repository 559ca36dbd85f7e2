import type { Json } from '../../../../kernel/canonical-json'
import type { Command } from '../../../../platform/context'
import type { Intent } from '../../../../platform/operation'
import { defineCollection } from '../../../../platform/store'
import type { Transfer } from '../../../ledger'
import type { BoundNumber, MovedPhone } from '../../../members'

/** A member and the account that this is about: after joining anew it would be another. */
export interface Side {
  readonly member: string
  readonly account: string
}

/** What has gone from one member to the other, as it was when it went. */
export interface Gone extends Transfer {
  readonly phone: MovedPhone | 'none'
  readonly coupons: number
  /** By the room that it went from. */
  readonly rooms: Readonly<Record<string, Json>>
}

/** Two members whom an operator makes one: the durable intent, and for ever what became of it. */
export interface Merge extends Intent {
  readonly schema: 1
  readonly from: Side
  readonly into: Side
  /** The number of the one who is merged, when it was decided. */
  readonly phone: BoundNumber | null
  readonly reason: string
  readonly operator: string
  readonly atMs: number
  readonly inputHash: Command['inputHash']
  readonly state: 'merging' | 'merged' | 'undoing' | 'undone'
  /** Null until all of it has arrived. */
  readonly moved: Gone | null
  /** The key of the command that undoes it; null while none does. */
  readonly undoKey: Command['key'] | null
  readonly undo: { readonly inputHash: Command['inputHash']; readonly operator: string; readonly atMs: number } | null
  /** What of it went back; null until all of that has arrived. */
  readonly returned: Gone | null
}

export const merges = defineCollection<Merge>({
  name: 'merges',
  indexes: [
    { name: 'byOpen', fields: ['openSinceMs'] },
    { name: 'byUndo', fields: ['undoKey'] },
  ],
})
