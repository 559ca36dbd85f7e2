import type { BusinessDate } from '../../../kernel/business-date'
import type { Command } from '../../../platform/context'
import type { Intent } from '../../../platform/operation'
import { defineCollection } from '../../../platform/store'
import type { Limit, Unit } from '../../ledger'
import type { RewardKind } from '../domain/reward'
import type { Handover, IfMissed, Step } from '../domain/steps'

/** What was redeemed, as the reward was then: a later version changes nothing of it. */
export interface Ordered {
  readonly rewardId: string
  readonly rewardVersion: number
  readonly title: string
  readonly kind: RewardKind
  readonly picture: string
  readonly quantity: number
  /** For all of it. */
  readonly points: number
  /** What is paid at the counter for all of it; 0 where points are enough. */
  readonly payFen: number
  readonly handover: Handover
  /** Where it can be picked up or visited; null at all stores, or where there is no counter in it. */
  readonly stores: readonly string[] | null
  readonly slot: { readonly slotId: string; readonly startsAtMs: number; readonly endsAtMs: number } | null
  /** What becomes of the points when its member does not come to the slot, as they were told; null without one. */
  readonly ifMissed: IfMissed | null
  /** Where it is sent, sealed; null where it is not. */
  readonly address: string | null
  /** What it counted against; null where there was no limit. */
  readonly limit: Limit | null
  /** Of a coupon, with the version it is issued under; null for all else. */
  readonly template: { readonly templateId: string; readonly version: number } | null
  /** Of a membership; null for all else. */
  readonly membership: { readonly name: string; readonly days: number; readonly includes: readonly string[] } | null
  readonly redeemedBy: Pick<Command, 'key' | 'madeAtMs'>
}

/** A step that an order took: to what, by whom, and when. */
export interface StepTaken extends Pick<Command, 'key' | 'inputHash'> {
  readonly to: Step
  /** A member, `staff|...`, or what the product did by itself. */
  readonly by: string
  readonly atMs: number
  /** The store that took it; empty where none did. */
  readonly store: string
  /** Carrier and number of what was sent; empty where there is none. */
  readonly tracking: string
  /** Why, where somebody said so. */
  readonly reason: string
  /** Who gets the points back: its member, or whom an operator has merged them into since; empty where none come back. */
  readonly holder: string
}

/** A code that was shown to its member. */
export interface Shown extends Pick<Command, 'key' | 'inputHash'> {
  readonly atMs: number
}

/**
 * A piece of a reward: a claimed one is the order. Free ones have every field too, so that no index meets a missing one. The
 * document is also the intent of what follows from its newest step.
 */
export interface RewardUnit extends Unit, Intent {
  readonly reward: string
  /** Whose order it is; empty for what is free, and for pieces of an order beside its first. */
  readonly owner: string
  /** Ten digits and a part that makes them unique; empty while it is no order. */
  readonly orderId: string
  readonly order: Ordered | null
  readonly step: Step
  readonly steps: readonly StepTaken[]
  /** The commands that took its steps or saw its code. */
  readonly keys: readonly Command['key'][]
  /** Raised by every change after the claim. */
  readonly version: number
  /** The list of work that it stands on; null where nobody has to do anything. */
  readonly queue: string | null
  /** The last day on which it can be picked up; null where it does not wait for that. */
  readonly pickUpUntil: BusinessDate | null
  /** When its member is reminded, or has not come; null where time does nothing. */
  readonly dueAtMs: number | null
  /** A gift card's code, sealed, there before anybody has claimed it; empty for all else. */
  readonly sealed: string
  /** Of a code, the import and the line of the file that it came with; empty and 0 for all else. */
  readonly import: string
  readonly line: number
  readonly shown: Shown | null
  /** What it has become: a coupon's id, the first and last day of a membership; empty for all else. */
  readonly result: string
}

export const rewardUnits = defineCollection<RewardUnit>({
  name: 'reward_units',
  indexes: [
    { name: 'byOp', fields: ['op'], unique: true },
    { name: 'bySku', fields: ['sku', 'state'] },
    { name: 'byOwner', fields: ['owner', 'atMs'] },
    { name: 'byOrder', fields: ['orderId'] },
    { name: 'byKeys', fields: ['keys'] },
    { name: 'byQueue', fields: ['queue', 'atMs'] },
    { name: 'byDue', fields: ['dueAtMs'] },
    { name: 'byOpen', fields: ['openSinceMs'] },
    { name: 'byAt', fields: ['atMs'] },
    { name: 'byImport', fields: ['import'] },
  ],
})

/** A piece that nobody has. */
export function freeRewardUnit(unit: Unit): RewardUnit {
  return {
    ...unit,
    reward: '',
    owner: '',
    orderId: '',
    order: null,
    step: 'made',
    steps: [],
    keys: [],
    version: 0,
    queue: null,
    pickUpUntil: null,
    dueAtMs: null,
    sealed: '',
    import: '',
    line: 0,
    shown: null,
    result: '',
    openSinceMs: null,
  }
}
