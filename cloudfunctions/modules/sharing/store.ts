import type { Command } from '../../platform/context'
import type { Intent } from '../../platform/operation'
import { type Document, defineCollection } from '../../platform/store'

/** Whom something that a card brought counts for. */
export interface Credit {
  readonly card: string
  readonly store: string
  readonly staffId: string
}

/** A card for a chat. Its id is its code. */
export interface ShareCard extends Document, Pick<Command, 'key' | 'inputHash'> {
  readonly schema: 1
  readonly store: string
  /** As it was called then: whoever comes by the card is told the same for ever. */
  readonly storeName: string
  readonly staffId: string
  /** `<kind>|<id>` of what it leads to. */
  readonly target: string
  readonly title: string
  /** The page of its target, without the code. */
  readonly path: string
  /** The picture it was made with, a file's id or an address; empty when there was none. */
  readonly picture: string
  /** The file of its mini-program code; empty until one was asked for. */
  readonly codeFileId: string
  readonly createdAtMs: number
}

export const shareCards = defineCollection<ShareCard>({
  name: 'share_cards',
  indexes: [
    { name: 'byStore', fields: ['store', 'createdAtMs'] },
    { name: 'byStaff', fields: ['store', 'staffId', 'createdAtMs'] },
  ],
})

/**
 * A picture that a sharer's phone drew for a target of a store, with a title in it; the newest counts. Its id is its
 * command's key.
 */
export interface SharePicture extends Document, Pick<Command, 'inputHash'> {
  readonly schema: 1
  readonly store: string
  readonly target: string
  readonly title: string
  readonly fileId: string
  readonly atMs: number
}

export const sharePictures = defineCollection<SharePicture>({
  name: 'share_pictures',
  indexes: [{ name: 'byTarget', fields: ['store', 'target', 'title', 'atMs'] }],
})

/**
 * Which card a person came by: the first they opened, until its window ends. The id is the person's, member or not. It
 * is also the durable intent to count the visit and to keep the card with the account.
 */
export interface ShareTouch extends Intent, Credit {
  readonly schema: 1
  readonly atMs: number
  /** The first moment that no longer counts for it. */
  readonly untilMs: number
}

export const shareTouches = defineCollection<ShareTouch>({
  name: 'share_touches',
  indexes: [{ name: 'byOpen', fields: ['openSinceMs'] }],
})

export type OutcomeKind = 'visit' | 'join' | 'order' | 'claim' | 'use'

/** One thing that a card brought. Its id says what, `<kind>|<source>`, so that the same thing never counts twice. */
export interface ShareOutcome extends Document, Credit {
  readonly schema: 1
  readonly kind: OutcomeKind
  readonly member: string
  /** 1; 0 for an order of which nothing is left. */
  readonly count: number
  /** What is left of an order; 0 for all else. */
  readonly amountFen: number
  readonly atMs: number
}

export const shareOutcomes = defineCollection<ShareOutcome>({
  name: 'share_outcomes',
  indexes: [
    { name: 'byCard', fields: ['card', 'kind'] },
    { name: 'byStore', fields: ['store', 'staffId', 'kind'] },
  ],
})
