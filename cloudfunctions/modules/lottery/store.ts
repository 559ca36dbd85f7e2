import type { BusinessDate } from '../../kernel/business-date'
import type { Intent } from '../../platform/operation'
import { type Document, defineCollection } from '../../platform/store'
import type { Unit } from '../ledger'

/**
 * What the draws of one wheel on one day are decided by, laid down before they are made: the hash of a secret and the
 * hash of the prize list. The secret itself is written in when the day is over. Never changed but for that, and never
 * deleted: it is what a member checks a draw against.
 */
export interface LotteryDay extends Document {
  readonly schema: 1
  readonly campaign: string
  readonly date: BusinessDate
  /** The version of the campaign whose prizes these are. */
  readonly version: number
  /** The prizes with their odds as one text, and its SHA-256. */
  readonly list: string
  readonly listHash: string
  /** SHA-256 of the secret. */
  readonly secretHash: string
  /** Empty until the day is over. */
  readonly secret: string
  readonly committedAtMs: number
  readonly revealedAtMs: number | null
  /** When the secret is due to be told; null once it has been. */
  readonly revealAtMs: number | null
  /** Over all that was promised, by a key outside the database: a hand's edit shows. */
  readonly mac: string
}

export const lotteryDays = defineCollection<LotteryDay>({
  name: 'lottery_days',
  indexes: [
    { name: 'byCampaign', fields: ['campaign', 'date'] },
    { name: 'byReveal', fields: ['revealAtMs'] },
  ],
})

/**
 * A prize of which there are so many, or that is a coupon: claimed before the draw is written down, by the draw that it
 * is of. Open until it is known that the draw was written and the coupon is there, or that the draw never will be.
 */
export interface LotteryUnit extends Unit, Intent {
  readonly campaign: string
  readonly prize: string
  readonly account: string
  /** The draw that it is of: its day, and which of the account's draws. */
  readonly date: BusinessDate
  readonly number: number
}

export const lotteryUnits = defineCollection<LotteryUnit>({
  name: 'lottery_prizes',
  indexes: [
    { name: 'byOp', fields: ['op'], unique: true },
    { name: 'bySku', fields: ['sku', 'state'] },
    { name: 'byOpen', fields: ['openSinceMs'] },
  ],
})

/** A prize that nobody has, every field there so that no index meets a missing one. */
export function freeLotteryUnit(unit: Unit): LotteryUnit {
  return { ...unit, campaign: '', prize: '', account: '', date: '', number: 0, openSinceMs: null }
}
