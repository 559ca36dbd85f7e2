import type { Command } from '../../../platform/context'
import type { Intent } from '../../../platform/operation'
import { type Document, defineCollection } from '../../../platform/store'

export interface Sum {
  readonly members: number
  /** Coupons, where those are given. */
  readonly points: number
}

/** Points or a coupon for many members: the durable intent of one posting or issue each, and how far it has got. */
export interface Batch extends Intent {
  readonly schema: 1
  readonly kind: 'points' | 'coupon'
  /** For each member; of a coupon there is one. */
  readonly points: number
  /** Which one, as it was when it was given; null for points, and absent from batches of before there were coupons. */
  readonly coupon?: { readonly templateId: string; readonly version: number; readonly title: string } | null
  /** Null: everyone who had joined when it was given. */
  readonly memberIds: readonly string[] | null
  /** How many members that was. */
  readonly expected: number
  readonly reason: string
  readonly operator: string
  readonly atMs: number
  readonly expiresOn: string
  readonly inputHash: Command['inputHash']
  readonly state: 'granting' | 'granted' | 'undoing' | 'undone'
  /** Where the next slice begins; opaque to all but the audience. */
  readonly position: string | null
  readonly version: number
  /** Those that have the points; while it is being undone, those found so far. */
  readonly granted: Sum
  readonly skipped: number
  readonly takenBack: Sum
  /** What was spent or has ended and cannot be taken back. */
  readonly kept: Sum
  /** The key of the command that undoes it; null while none does. */
  readonly undoKey: string | null
  readonly undo: {
    readonly inputHash: string
    readonly operator: string
    readonly reason: string
    readonly atMs: number
  } | null
}

export const batches = defineCollection<Batch>({
  name: 'batches',
  indexes: [
    { name: 'byOpen', fields: ['openSinceMs'] },
    { name: 'byUndo', fields: ['undoKey'] },
  ],
})

/** A member of whom a batch could not do all that it should. */
export interface BatchException extends Document {
  readonly schema: 1
  readonly batch: string
  readonly member: string
  readonly what: 'not_granted' | 'not_taken_back'
  /** Points, or coupons, that were not given or that stay with the member. */
  readonly points: number
  readonly why: 'account_frozen' | 'not_a_member' | 'spent_or_ended' | 'sold_out'
}

export const batchExceptions = defineCollection<BatchException>({
  name: 'batch_exceptions',
  indexes: [{ name: 'byBatch', fields: ['batch', 'member'] }],
})

export function exceptionIdOf(batch: Pick<Batch, '_id'>, what: BatchException['what'], member: string): string {
  return `${batch._id}|${what}|${member}`
}
