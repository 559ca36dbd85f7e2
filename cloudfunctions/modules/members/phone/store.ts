import type { Command } from '../../../platform/context'
import type { Intent } from '../../../platform/operation'
import { type Document, defineCollection } from '../../../platform/store'
import type { Profile } from '../store'
import type { SealedNumber } from './number'

/**
 * Whose a number is: its id is the number's hash, so that of two members who want it at once one has it. It holds while
 * that member has the number or is about to; one that holds no longer may be taken over.
 */
export interface PhoneClaim extends Document {
  readonly schema: 1
  readonly member: string
  /** The binding that claimed it. */
  readonly by: string
}

export const phones = defineCollection<PhoneClaim>({ name: 'phones' })

/**
 * A number that a member wants to have: the durable intent, and for ever what the command is answered from, since
 * WeChat's code is good once.
 */
export interface PhoneBinding extends Intent {
  readonly schema: 1
  readonly member: string
  readonly inputHash: Command['inputHash']
  /** The member as the answer shows them. */
  readonly profile: Profile
  readonly number: SealedNumber
  /** Who gives it up for this member, when an operator merges the two; null when it comes from WeChat. */
  readonly from: string | null
  readonly atMs: number
  /** `failing`: another has the number, and nothing that might still bind it has been shut out yet. */
  readonly state: 'open' | 'bound' | 'failing' | 'taken'
}

export const phoneBindings = defineCollection<PhoneBinding>({
  name: 'phone_bindings',
  indexes: [
    { name: 'byOpen', fields: ['openSinceMs'] },
    { name: 'byMember', fields: ['member', 'atMs'] },
  ],
})
