import type { BusinessDate } from '../../../kernel/business-date'
import type { Command } from '../../../platform/context'
import { type Document, defineCollection } from '../../../platform/store'
import type { Span } from '../domain/membership'

/** How a stretch came about. */
export interface GivenSpan extends Span {
  readonly source: 'redeemed' | 'granted'
  readonly includes: readonly string[]
  readonly reason: string
  readonly by: string
  readonly atMs: number
  readonly inputHash: Command['inputHash']
}

/** A membership that an operator took away, and until when it had been. */
export interface Revocation extends Pick<Command, 'key' | 'inputHash'> {
  readonly until: BusinessDate
  /** What was cut off, as it had been given: whoever asks for it again is answered by it, and does not get it anew. */
  readonly spans: readonly GivenSpan[]
  readonly reason: string
  readonly by: string
  readonly atMs: number
}

/** What somebody is for a time. Its id is the member's with the membership's name. */
export interface Membership extends Document {
  readonly schema: 1
  readonly member: string
  readonly name: string
  readonly spans: readonly GivenSpan[]
  readonly revocations: readonly Revocation[]
  /** The last day of the last stretch: for reports. */
  readonly until: BusinessDate
  /** Raised by every change. */
  readonly version: number
}

export const memberships = defineCollection<Membership>({
  name: 'memberships',
  indexes: [
    { name: 'byMember', fields: ['member'] },
    { name: 'byUntil', fields: ['until'] },
  ],
})

export const membershipId = (member: string, name: string) => `${member}|${name}`
