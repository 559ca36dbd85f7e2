import { type Document, defineCollection } from '../../../platform/store'

/** A removal, kept so that its command answers the same for ever. */
export interface Removal {
  readonly key: string
  readonly inputHash: string
  readonly operator: string
  readonly atMs: number
}

/**
 * Somebody who serves at stores or runs the programme, by their openid: in the console that is how an operator names
 * them. By hand a document needs `stores` and `role` only, so it is examined whenever it is read.
 */
export interface StaffDocument extends Document {
  readonly schema: 1
  readonly staffId: string
  /** How colleagues call them. */
  readonly name: string
  readonly role: 'clerk' | 'manager' | 'operator'
  readonly stores: readonly string[]
  readonly isOperator: boolean
  readonly isRemoved: boolean
  readonly sinceMs: number
  /** The newest invitations that were accepted: each counts once, also when its steps are repeated after a removal. */
  readonly invitations: readonly string[]
  readonly removals: readonly Removal[]
  /** The keys of `removals`, to be found by. */
  readonly removalKeys: readonly string[]
  /** Raised by every change that the program makes; null for a document written by hand. */
  readonly version: number | null
}

export const staffDocuments = defineCollection<StaffDocument>({
  name: 'staff',
  indexes: [{ name: 'byRemoval', fields: ['removalKeys'] }],
})
