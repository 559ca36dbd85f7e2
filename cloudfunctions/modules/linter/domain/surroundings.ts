import type { BusinessDate } from '../../../kernel/business-date'
import type { CampaignDraft } from './draft'
import type { Finding } from './finding'

/** A coupon template in force. */
export interface KnownTemplate {
  readonly title: string
  /** The most that one coupon takes off. */
  readonly worthFen: number
  /** The least order that it can be used in; what it takes off is never more than the order. */
  readonly thresholdFen: number
  /** The last day on which one can be used, where that is a date for all; null where each has days of its own. */
  readonly untilDate: BusinessDate | null
  /** Null: as many as are wanted. */
  readonly stock: number | null
  readonly isClaimable: boolean
}

/** A reward in force. */
export interface KnownReward {
  readonly title: string
  readonly pricePoints: number
  readonly onSaleFromMs: number
  readonly onSaleUntilMs: number | null
  /** The template that it is a coupon of; null for anything else. */
  readonly templateId: string | null
}

export interface KnownTier {
  readonly name: string
  readonly rateBps: number
  readonly benefitIds: readonly string[]
}

/** All that is in force around a draft: what it leads to, and what it meets. */
export interface Surroundings {
  readonly nowMs: number
  /** What the shop calls its points. */
  readonly pointsName: string
  readonly earnRate: { readonly points: number; readonly perFen: number }
  /** About what a point costs the shop, in 1/10,000 of a fen. */
  readonly pointCostBps: number
  readonly templates: ReadonlyMap<string, KnownTemplate>
  readonly rewards: ReadonlyMap<string, KnownReward>
  readonly tiers: ReadonlyMap<string, KnownTier>
  readonly stores: ReadonlySet<string>
  /** Other campaigns in force, now or later. */
  readonly others: readonly CampaignDraft[]
  /** The words of a text that induce to share or lure. */
  readonly badWords: (text: string) => readonly string[]
}

/** Looks for one kind of fault. */
export type Check = (draft: CampaignDraft, around: Surroundings) => readonly Finding[]
