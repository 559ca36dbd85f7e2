import { type Document, defineCollection } from '../../../platform/store'

/** One thing that somebody asked at a counter. */
export interface DayLine {
  /** The start of the command's key; empty for a look-up, which may be repeated. */
  readonly key: string
  readonly action: string
  readonly storeId: string
  /** What it was about, such as an order number: never a phone, a name or a member's code. */
  readonly about: string
  readonly atMs: number
}

/** What somebody asked at counters on one day, and how much more they may. */
export interface StaffDay extends Document {
  readonly schema: 1
  readonly staffId: string
  readonly date: string
  readonly left: number
  readonly lookUpsLeft: number
  readonly lines: readonly DayLine[]
}

export const staffDays = defineCollection<StaffDay>({ name: 'staff_days' })

export const dayIdOf = (staffId: string, date: string) => `${staffId}|${date}`
