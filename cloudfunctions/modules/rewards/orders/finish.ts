import { Refusal } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { settle, sweepOf } from '../../../platform/operation'
import { replaceUnit, returnPieces, returnRedemption } from '../../ledger'
import { tellRedeemed } from '../campaign/redeemed-event'
import { undoneBy } from '../domain/steps'
import { rewardStock } from '../stock-kinds'
import { deliver } from './deliver'
import { tellMissed, tellReady, tellReturned, tellSent } from './messages'
import { type RewardUnit, rewardUnits } from './store'
import { asOrder, type Order, stepBefore } from './take-step'
import { ORDER_REF, returnTraceOf } from './trace'

/** What is known of an order once all that follows from its newest step is done; or that it must wait. */
export type Finished = { readonly pointsReturned: number } | 'waits'

const NOTHING_RETURNED = { pointsReturned: 0 }

/** Gives the points back; how many that were, or that the account cannot take them now. */
async function givePointsBack(work: Work, order: Order): Promise<number | 'waits'> {
  const { op, member, orderId, order: ordered, steps } = order
  const { atMs = work.nowMs, holder = '' } = steps.at(-1) ?? {}
  const line = await returnRedemption(work, {
    op,
    member,
    redeemedBy: ordered.redeemedBy,
    holder: holder || member,
    limit: ordered.limit && { ...ordered.limit, quantity: ordered.quantity },
    atMs,
    ref: { kind: ORDER_REF, id: orderId },
    trace: returnTraceOf(ordered, order.step === 'cancelled' ? 'cancelled' : 'returned'),
  })
  // A hand has touched the account: what is owed to it is given when it is put right.
  if (line instanceof Refusal) return 'waits'
  return line?.entry.points ?? 0
}

async function undo(work: Work, order: Order): Promise<Finished> {
  const undone = undoneBy(stepBefore(order), order.step)
  const pointsReturned = undone.pointsBack ? await givePointsBack(work, order) : 0
  if (pointsReturned === 'waits') return pointsReturned
  if (undone.pieceBack) {
    await returnPieces(work, order.op, order.order.quantity, rewardStock)
    await replaceUnit(work, order, rewardStock)
  }
  // Who cancels knows it.
  if (order.steps.at(-1)?.by !== order.owner) await tellReturned(work, order, pointsReturned)
  return { pointsReturned }
}

async function followUp(work: Work, order: Order): Promise<Finished> {
  if (order.step === 'cancelled' || order.step === 'returned') return undo(work, order)
  await tellRedeemed(work, order)
  if (order.step === 'sent') await tellSent(work, order)
  if (order.step === 'missed') await tellMissed(work, order)
  if (order.step === 'packed' && order.order.handover === 'pick_up') await tellReady(work, order)
  return NOTHING_RETURNED
}

/** Does what follows from an order's newest step; done before or not, the result is the same. */
export async function finishOrder(work: Work, found: Order): Promise<Finished> {
  const order = await deliver(work, found)
  const finished = await followUp(work, order)
  const { _id, version, openSinceMs } = order
  // guard: step-settles-its-own
  if (finished !== 'waits' && openSinceMs !== null) await settle(work, rewardUnits, { _id, version, openSinceMs })
  return finished
}

/** Finishes orders whose function ended behind a step. */
export const finishOrdersJob = sweepOf('rewards-finish-orders', rewardUnits, (work, unit: RewardUnit) =>
  finishOrder(work, asOrder(unit)),
)
