import type { Json } from '../../kernel/canonical-json'
import type { Command } from '../../platform/context'
import type { Intent } from '../../platform/operation'
import { type Document, defineCollection } from '../../platform/store'
import type { Account } from '../ledger'
import type { SealedNumber } from './phone/number'

/** What a member says of themselves. */
export interface Profile {
  readonly nickname: string
  readonly avatarFileId?: string
  readonly birthday?: string
}

/** The number that a member has bound, sealed, and by which binding. */
export interface MemberPhone extends Omit<SealedNumber, 'tail'> {
  readonly by: string
  readonly atMs: number
}

/** The answer to a profile change, kept with the change itself. */
export interface ProfileChange extends Pick<Command, 'key' | 'inputHash'> {
  readonly profile: Profile
  /** The sealed number then; null when there was none. */
  readonly phone?: string | null
  readonly atMs: number
}

/** A person enrolled. The document is also the durable intent to open the account. */
export interface Member extends Intent {
  readonly schema: 1
  readonly enrolment: number
  /** Ten digits, unique. */
  readonly cardNo: string
  readonly profile: Profile
  /** The month and day of the profile's birthday, to be found by; absent or null while it says none. */
  readonly bornOn?: string | null
  readonly joinedAtMs: number
  /** The joining: what decides what it gives, and what its repetition answers. */
  readonly joining: Pick<Command, 'key' | 'inputHash'> & {
    readonly profile: Profile
    /** The version of the settings that decides; absent from who joined before campaigns could give for it. */
    readonly rulesVersion?: number
    /** What it gave; absent while it is not known to be done. */
    readonly welcomePoints?: number
    /** Of who joined before campaigns could give for it: it was decided at once, and says why. */
    readonly trace?: Json
    readonly pointsExpireOn: string
    /** What modules keep with the account from its first moment; absent from who joined before there was any. */
    readonly rooms?: Account['rooms']
  }
  readonly consent: { readonly version: string; readonly atMs: number }
  /** The share code that brought them, if any. */
  readonly sharedBy: string | null
  /** Absent or null while none is bound. */
  readonly phone?: MemberPhone | null
  /** What the last four digits of the phone are found by; absent or null while none is bound. */
  readonly phoneTail?: string | null
  /** Into whom an operator has merged this member; absent or null for all others. */
  readonly merged?: { readonly into: string; readonly by: string; readonly atMs: number } | null
  /** Raised by every change of what stands above. */
  readonly version: number
  /** The newest change of the profile; the one before moves to `profile_changes`. */
  readonly lastChange: ProfileChange | null
}

export const members = defineCollection<Member>({
  name: 'members',
  indexes: [
    { name: 'byCardNo', fields: ['cardNo'], unique: true },
    { name: 'byPhoneTail', fields: ['phoneTail'] },
    { name: 'byBirthday', fields: ['bornOn'] },
    { name: 'byOpen', fields: ['openSinceMs'] },
  ],
})

/** Earlier changes of profiles by the key of their command, so that a repetition answers the same for ever. */
export interface PastProfileChange extends Document, Omit<ProfileChange, 'key'> {
  readonly schema: 1
  readonly member: string
}

export const profileChanges = defineCollection<PastProfileChange>({
  name: 'profile_changes',
  indexes: [{ name: 'byMember', fields: ['member', 'atMs'] }],
})
