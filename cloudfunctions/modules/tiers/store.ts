import { type Document, defineCollection } from '../../platform/store'

/** Drafts of tiers, as operators write them in the console. */
export const tierDrafts = defineCollection<Document & Readonly<Record<string, unknown>>>({ name: 'tiers' })

/** When the tier of an account is to be looked at again. Its id is the account's. */
export interface TierReview extends Document {
  readonly schema: 1
  readonly member: string
  /** When the tier, or its grace, is over; null when it does not end. */
  readonly dueAtMs: number | null
  /** When the job has something to do: for a notice first, else for the review. */
  readonly lookAtMs: number | null
  /** The last day of a tier of which notice was given; empty while it was not. */
  readonly noticedFor: string
  /** The version of the account that this was made from: an older one changes nothing here. */
  readonly version: number
}

export const tierReviews = defineCollection<TierReview>({
  name: 'tier_reviews',
  indexes: [
    { name: 'byDue', fields: ['dueAtMs'] },
    { name: 'byLook', fields: ['lookAtMs'] },
  ],
})

/** A ladder that everybody has been looked at under. Its id says which versions and which window. */
export interface AppliedLadder extends Document {
  readonly schema: 1
  readonly atMs: number
}

export const appliedLadders = defineCollection<AppliedLadder>({ name: 'tier_ladders' })

/** A command that uses a benefit, by its key: whose benefit it is, so that the key is good for nobody else's. */
export interface BenefitUse extends Document {
  readonly schema: 1
  readonly member: string
  readonly inputHash: string
  readonly atMs: number
}

export const benefitUses = defineCollection<BenefitUse>({ name: 'benefit_uses' })
