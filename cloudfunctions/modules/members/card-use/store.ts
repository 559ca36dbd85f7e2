import { type Document, defineCollection } from '../../../platform/store'

/** A code that a counter has let do something: from then on it is good at no other. */
export interface CardUse extends Document {
  readonly schema: 1
  /** The name of the caller that was first. */
  readonly counter: string
  readonly atMs: number
}

export const cardUses = defineCollection<CardUse>({
  name: 'card_uses',
  indexes: [{ name: 'byAt', fields: ['atMs'] }],
})
