import { type Document, defineCollection } from '../../../platform/store'
import type { Reward } from '../domain/reward'

/** Drafts of rewards, as operators write them in the console. */
export const rewardDrafts = defineCollection<Document & Readonly<Record<string, unknown>>>({ name: 'rewards' })

/** What the mall shows of a reward without reading it. */
export interface Shown
  extends Pick<
    Reward,
    | 'version'
    | 'title'
    | 'category'
    | 'picture'
    | 'pricePoints'
    | 'priceFen'
    | 'limitPerMember'
    | 'limitPer'
    | 'onSaleFromMs'
    | 'onSaleUntilMs'
    | 'tiers'
  > {
  readonly kind: Reward['own']['kind']
  /** What it has stocks of, by their names: none where there is always one more. */
  readonly skus: readonly string[]
  /** When each slot begins, by its stock. */
  readonly slotsFromMs: Readonly<Record<string, number>>
}

/**
 * A reward on the shelf of the mall: one find shows a page of them, however many there are. Its id is the reward's. It is
 * made from what is published, and made again from it whenever it falls behind.
 */
export interface ShelfItem extends Document {
  readonly schema: 1
  /** The newest version that it was made from. */
  readonly version: number
  /** Null also while it is not shown. */
  readonly category: string | null
  /** Where it stands; null while it is not shown. */
  readonly place: string | null
  readonly shown: Shown
  /** From when that counts; until then the version before does. */
  readonly shownFromMs: number
  readonly before: Shown | null
  /** How many are free, by stock, as they were last counted. */
  readonly left: Readonly<Record<string, number>>
  /** Of a code pool on the shelf how many codes are free; null for all else. */
  readonly pool: number | null
  /** Claims up to this moment are in it. */
  readonly countedToMs: number
  /** And when that was: some of them may not have been written by then. */
  readonly countedAtMs: number
  /** When the last of its slots begins; null for what has none. Shown or not: who booked one still comes. */
  readonly slotsUntilMs: number | null
  /** When it leaves the shelf by itself; null when it does not. */
  readonly leavesAtMs: number | null
}

export const shelf = defineCollection<ShelfItem>({
  name: 'reward_shelf',
  indexes: [
    { name: 'byPlace', fields: ['place'] },
    { name: 'byCategory', fields: ['category', 'place'] },
    { name: 'byCounted', fields: ['countedToMs'] },
    { name: 'byLeaving', fields: ['leavesAtMs'] },
    { name: 'byPool', fields: ['pool'] },
    { name: 'bySlots', fields: ['slotsUntilMs'] },
  ],
})
