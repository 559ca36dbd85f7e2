import { type Document, defineCollection } from '../../../platform/store'

/** Up to which day it was told which orders have vested: one document. */
export interface VestedDays extends Document {
  readonly schema: 1
  /** Of this day and all before it everything was told. */
  readonly toldUntil: string
}

export const vestedDays = defineCollection<VestedDays>({ name: 'vested_days' })
