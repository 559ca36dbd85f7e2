import type { Command } from '../../platform/context'
import type { Intent } from '../../platform/operation'
import { defineCollection } from '../../platform/store'
import type { Unit } from '../ledger'
import type { Terms } from './domain/terms'

/** How a coupon came to its member. */
export const CHANNELS = ['claimed', 'redeemed', 'granted', 'rebate', 'campaign', 'given'] as const
export type Channel = (typeof CHANNELS)[number]

/** The use of a coupon, as it was decided at the counter. */
export interface Use extends Pick<Command, 'key' | 'inputHash'> {
  readonly store: string
  /** As it was called then. */
  readonly storeName: string
  readonly orderNo: string
  readonly amountFen: number
  /** Of the order's lines: coupons of one order are taken off one and the same purchase. */
  readonly cartHash: string
  readonly discountFen: number
  /** What of it is of each line of the order, by the lines' ids. */
  readonly shares: readonly { readonly lineId: string; readonly fen: number }[]
  /** What was left to pay after it and those before it. */
  readonly payableFen: number
  readonly by: string
  readonly atMs: number
  /** When all of the order is refunded after the coupon has ended, it counts for so many days more; 0: it stays used. */
  readonly graceDays: number
}

/** A coupon on its way to a friend. */
export interface Gift extends Pick<Command, 'key' | 'inputHash'> {
  readonly atMs: number
  /** Until when somebody may take it. */
  readonly untilMs: number
  readonly taken: GiftTaker | null
}

/** Who has taken a gift, with the name as the giver sees it. */
interface GiftTaker {
  readonly member: string
  readonly maskedName: string
  readonly atMs: number
}

/**
 * The coupon that follows from the end of another one: with the friend, back with its member, or with the member that
 * they are merged into. The key is of the
 * command that ended it; empty where none did.
 */
export interface Follow extends Pick<Command, 'key' | 'inputHash'> {
  readonly why: 'given' | 'unverified' | 'refunded' | 'not_taken' | 'merged' | 'merge_undone'
  /** Whose it is; what goes back to its member goes to whom an operator has merged them into since. */
  readonly member: string
  readonly endsAtMs: number
  readonly atMs: number
  /** Why and by whom a use was undone, or the merge; empty where nobody had to say. */
  readonly reason: string
  readonly by: string
}

/**
 * A coupon. It is used at most once, or given away at most once, and never again after that: what comes of it then is
 * another coupon, whose op is derived from its own. So it keeps for ever what it was asked and what it answered, and the
 * codes it has shown are dead with it. The document is also the intent of that.
 */
export interface Coupon extends Unit, Intent, Pick<Command, 'inputHash'> {
  readonly template: string
  readonly version: number
  /** The template as it was when it was issued; null while nobody has it. */
  readonly terms: Terms | null
  readonly channel: Channel
  /** Where it came from in that channel: a batch, an order of the mall, a refund, the coupon before it. */
  readonly source: string
  /** The first coupon of those that came back and followed one from the other; absent for that one itself. */
  readonly root?: string
  /** The account that claimed it by itself, and as which of its coupons of this template; '' and 0 for any other. */
  readonly claimant: string
  readonly claimNo: number
  /** When that was; null for any other. */
  readonly claimedAtMs: number | null
  /** By which command it was claimed; unique. Its own id where none did. */
  readonly key: Command['key']
  /** Ten digits of its codes. */
  readonly number: string
  readonly usableFromMs: number
  /** The first moment at which it counts no more. */
  readonly endsAtMs: number
  readonly use: Use | null
  /** Its place among the coupons of an order; unique. Its own id while it was not used. */
  readonly useOp: string
  /** The command that used it; unique. Its own id while none did. */
  readonly useKey: Command['key']
  /** Where, by whom and when it was used; '' and null while it was not. */
  readonly usedStore: string
  readonly usedBy: string
  readonly usedAtMs: number | null
  /** What it took off, so that a report can add up. */
  readonly discountFen: number
  readonly gift: Gift | null
  /** What its card carries; '' while it was not given. */
  readonly giftCode: string
  /** The gift's end, as long as it is on its way; null else. */
  readonly giftUntilMs: number | null
  /** The commands that gave it, took it or undid its use. */
  readonly keys: readonly Command['key'][]
  readonly follows: Follow | null
}

export const coupons = defineCollection<Coupon>({
  name: 'coupons',
  indexes: [
    { name: 'byOp', fields: ['op'], unique: true },
    { name: 'bySku', fields: ['sku', 'state'] },
    { name: 'byKey', fields: ['key'], unique: true },
    { name: 'byKeys', fields: ['keys'] },
    { name: 'byNumber', fields: ['number'] },
    { name: 'byMember', fields: ['member', 'atMs'] },
    { name: 'byState', fields: ['member', 'state', 'endsAtMs'] },
    { name: 'byEnd', fields: ['state', 'endsAtMs'] },
    { name: 'byClaimant', fields: ['claimant', 'template'] },
    { name: 'byTemplate', fields: ['template'] },
    { name: 'byClaimed', fields: ['claimedAtMs'] },
    { name: 'byUse', fields: ['useOp'], unique: true },
    { name: 'byUseKey', fields: ['useKey'], unique: true },
    { name: 'byUsed', fields: ['usedAtMs'] },
    { name: 'byStore', fields: ['usedStore', 'usedAtMs'] },
    { name: 'byUser', fields: ['usedBy', 'usedStore', 'usedAtMs'] },
    { name: 'byGift', fields: ['giftCode'] },
    { name: 'byGiftEnd', fields: ['giftUntilMs'] },
    { name: 'byOpen', fields: ['openSinceMs'] },
  ],
})

/** A coupon that nobody has, every field there so that no index meets a missing one. */
export function freeCoupon(unit: Unit): Coupon {
  return {
    ...unit,
    template: '',
    version: 0,
    terms: null,
    channel: 'claimed',
    source: '',
    claimant: '',
    claimNo: 0,
    claimedAtMs: null,
    key: unit._id,
    inputHash: '',
    number: '',
    usableFromMs: 0,
    endsAtMs: 0,
    use: null,
    useOp: unit._id,
    useKey: unit._id,
    usedStore: '',
    usedBy: '',
    usedAtMs: null,
    discountFen: 0,
    gift: null,
    giftCode: '',
    giftUntilMs: null,
    keys: [],
    follows: null,
    openSinceMs: null,
  }
}
