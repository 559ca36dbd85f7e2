import type { RewardKind } from './reward'

/** How an order gets to its member, who may say so, and what follows when it does not. */

/**
 * `send`: to an address. `pick_up`: handed over at a store. `visit`: the member comes for an experience. `at_once`: a code,
 * coupon or membership, which is there with the redemption.
 */
export type Handover = 'send' | 'pick_up' | 'visit' | 'at_once'

/**
 * `packed`: ready to be sent, or to be picked up. `returned`: it came back, or nobody came for it. `missed`: it took place
 * without its member, and the points are spent.
 */
export type Step = 'made' | 'packed' | 'sent' | 'received' | 'missed' | 'cancelled' | 'returned'

type Onwards = Readonly<Partial<Record<Step, readonly Step[]>>>

const ONWARDS: Readonly<Record<Handover, Onwards>> = {
  send: {
    made: ['packed', 'sent', 'cancelled'],
    packed: ['sent', 'cancelled'],
    sent: ['received', 'returned'],
    received: ['returned'],
  },
  pick_up: {
    made: ['packed', 'received', 'cancelled', 'returned'],
    packed: ['received', 'cancelled', 'returned'],
    received: ['returned'],
  },
  visit: {
    made: ['received', 'missed', 'cancelled', 'returned'],
    // Who was there after all, or is to have the points all the same.
    missed: ['received', 'returned'],
    received: ['returned'],
  },
  // What is there at once cannot be given back: nobody knows whether it was used.
  at_once: { made: ['received', 'cancelled'] },
}

/** Whether an order may go from one step to another. */
export function mayFollow(handover: Handover, from: Step, to: Step): boolean {
  return ONWARDS[handover][from]?.includes(to) ?? false
}

/** The step an order begins with: a code is with its member from the first moment. */
export function firstStep(kind: RewardKind): Step {
  return kind === 'code' ? 'received' : 'made'
}

/** Whether an order may still be cancelled: until it is sent or handed over, and what takes place at a time, until then. */
export function isCancellable(
  order: { readonly handover: Handover; readonly startsAtMs: number | null },
  step: Step,
  atMs: number,
): boolean {
  if (order.handover === 'at_once' || !mayFollow(order.handover, step, 'cancelled')) return false
  return order.startsAtMs === null || atMs < order.startsAtMs
}

/** What becomes of the points of who booked a slot and did not come. */
export type IfMissed = 'kept' | 'returned'

/** Whether something can have been missed: from its end on. */
export function isOverSince(slot: { readonly endsAtMs: number } | null, atMs: number): boolean {
  return slot !== null && atMs >= slot.endsAtMs
}

/** What becomes of points and pieces with a step. */
export interface Undone {
  readonly pointsBack: boolean
  /** What has left the shop comes back into the stock by restocking, once somebody has looked at it. */
  readonly pieceBack: boolean
}

export function undoneBy(from: Step, to: Step): Undone {
  const isOver = to === 'cancelled' || to === 'returned'
  return { pointsBack: isOver, pieceBack: isOver && (from === 'made' || from === 'packed') }
}

const CLERK: readonly Step[] = ['packed', 'sent']
const MANAGER: readonly Step[] = ['packed', 'sent', 'received', 'missed', 'cancelled', 'returned']

/**
 * Whether somebody of a role may take an order to a step without its member's code. What gives points back is for managers,
 * and so is what the code would have shown.
 */
export function mayTake(role: string | null, handover: Handover, to: Step): boolean {
  // What is there at once comes by itself: said to be there it never would, and given back it might come all the same.
  if (handover === 'at_once') return false
  if (role === 'manager') return MANAGER.includes(to)
  return role === 'clerk' && (CLERK.includes(to) || (to === 'received' && handover === 'send'))
}
