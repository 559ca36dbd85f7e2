import type { Intent } from '../../../platform/operation'
import { defineCollection } from '../../../platform/store'
import type { Role } from '../people/person'

export interface Accepted {
  readonly stores: { storeId: string; name: string }[]
  readonly roles: Role[]
}

/** Somebody accepted it: who, and what they were answered, so that a repetition is answered the same. */
export interface Acceptance {
  readonly openid: string
  /** How they want to be called; null leaves it as it is. */
  readonly name: string | null
  readonly inputHash: string
  readonly atMs: number
  readonly answer: Accepted
}

/** An invitation for one person, by the ten digits that its code begins with. Accepted, it is the intent to employ them. */
export interface Invitation extends Intent {
  readonly schema: 1
  readonly role: Role
  /** Null for one to run the programme. */
  readonly storeId: string | null
  /** Who invites. */
  readonly operator: string
  readonly madeAtMs: number
  readonly expiresAtMs: number
  readonly key: string
  readonly inputHash: string
  /** The stored mini-program code; empty where WeChat could not make one, null until that is known. */
  readonly posterFileId: string | null
  readonly acceptance: Acceptance | null
  /** The key of the command that accepted it; null while it is open. */
  readonly acceptanceKey: string | null
}

export const invitations = defineCollection<Invitation>({
  name: 'invitations',
  indexes: [
    { name: 'byOpen', fields: ['openSinceMs'] },
    { name: 'byAcceptance', fields: ['acceptanceKey'] },
  ],
})
