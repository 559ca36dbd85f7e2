import type { Command, Work } from '../../platform/context'
import type { Intent } from '../../platform/operation'
import { defineCollection } from '../../platform/store'
import type { ClawbackPolicy } from '../ledger'
import { orderIdsOf } from './domain/identity'
import type { OrderLine } from './domain/lines'

/** A part of an order taken back, or all of it. */
export interface OrderRefund extends Pick<Command, 'key' | 'inputHash'> {
  /** `undo` takes back what should never have been recorded. */
  readonly kind: 'refund' | 'undo'
  /** What the shop calls it; empty for an undo, of which an order has at most one. */
  readonly refundNo: string
  readonly amountFen: number
  /** What of it is of each line, in their order; null when the shop did not say. */
  readonly parts: readonly number[] | null
  /** The member who had the order's points when it was decided: the buyer, or whom the buyer was merged into since. */
  readonly holder: string
  /** What the order keeps no more, whatever of it can be taken back. */
  readonly points: number
  /** What of the order stands after it. */
  readonly leftFen: number
  /** By the settings when it was decided. */
  readonly policy: ClawbackPolicy
  readonly by: string
  readonly atMs: number
  /** Null while it is not known to be done. */
  readonly done: RefundDone | null
}

/** What a refund came to. */
export interface RefundDone {
  readonly pointsTaken: number
  /** What the member owed after it. */
  readonly debt: number
  /** The coupons that its order had used and that came back with it; absent where none did. */
  readonly couponReturned?: readonly { readonly couponId: string; readonly title: string }[]
}

/** What an order has earned. */
export interface OrderAward {
  readonly points: number
  /** Whether they are held until the return period ends. */
  readonly isHeld: boolean
  /** The tier that was reached with it. */
  readonly newTier: string | null
  /** The account that has them, and the entry that says so; null when the member had left meanwhile. */
  readonly account: string | null
  readonly seq: number | null
  /** The campaigns that took part, and what of the points is theirs; absent when none did. */
  readonly campaigns?: readonly { readonly campaignId: string; readonly points: number }[]
}

/** A purchase: the once-only record of it, and the durable intent of what follows from it and from its refunds. */
export interface Order extends Intent, Pick<Command, 'key' | 'inputHash'> {
  readonly schema: 1
  readonly store: string
  /** As it was called then. */
  readonly storeName: string
  readonly orderNo: string
  /** From 1: how often the number was paid, each time after all of it was refunded. */
  readonly round: number
  readonly member: string
  readonly amountFen: number
  /** Whether the lines are the shop's; an order that came without is one line. */
  readonly hasLines: boolean
  readonly lines: readonly OrderLine[]
  readonly leftFen: number
  readonly paidAtMs: number
  /** When it was recorded. */
  readonly atMs: number
  readonly source: 'staff' | 'shop' | 'import'
  /** Who recorded it: a member of staff, a shop's key, an import. */
  readonly by: string
  /** Other commands that reported it as well: each was answered by it, and is for ever. */
  readonly repeats: readonly Pick<Command, 'key' | 'inputHash'>[]
  /** The version of the settings that decides what it earns. */
  readonly rulesVersion: number
  /** The day on which its points can be spent; null when at once. */
  readonly vestsOn: string | null
  readonly expiresOn: string
  /** Null while it is not known to be done. */
  readonly award: OrderAward | null
  readonly refunds: readonly OrderRefund[]
  /** The keys of the commands of its refunds and of those answered by them: a key is found again whatever order it names. */
  readonly refundKeys: readonly string[]
  /** Raised by every change. */
  readonly version: number
}

export const orders = defineCollection<Order>({
  name: 'orders',
  indexes: [
    { name: 'byKey', fields: ['key'], unique: true },
    { name: 'byRefundKeys', fields: ['refundKeys'] },
    { name: 'byStore', fields: ['store', 'atMs'] },
    { name: 'byRecorder', fields: ['by', 'store', 'atMs'] },
    { name: 'byMember', fields: ['member', 'paidAtMs'] },
    { name: 'byVesting', fields: ['vestsOn'] },
    { name: 'byOpen', fields: ['openSinceMs'] },
  ],
})

/** All rounds of an order number, the first one first. */
export async function roundsOf(work: Work, storeId: string, orderNo: string): Promise<readonly Order[]> {
  const found = await work.store.getMany(orders, orderIdsOf(storeId, orderNo))
  return [...found].sort((one, other) => one.round - other.round)
}

/** The order that has a number now; null when none has. */
export async function orderOf(work: Work, storeId: string, orderNo: string): Promise<Order | null> {
  return (await roundsOf(work, storeId, orderNo)).at(-1) ?? null
}
