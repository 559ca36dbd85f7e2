import { pointsNameOf } from '../../../platform/brand'
import { settingsOf, type Work } from '../../../platform/context'
import { ledgerSettings } from '../../ledger'
import { storesInForce } from '../../staff'
import { handoverPolicy, undoPolicy } from '../domain/policy'
import { isCancellable } from '../domain/steps'
import { rewardSettings } from '../settings'
import { openAddress } from './address'
import { codeOf } from './order-id'
import type { Order } from './take-step'

/** Whether its member may still cancel an order. */
export function canBeCancelled({ order, step }: Order, atMs: number): boolean {
  return isCancellable({ handover: order.handover, startsAtMs: order.slot?.startsAtMs ?? null }, step, atMs)
}

/** An order in a list. */
export function shownOrder(order: Order, nowMs: number) {
  const { orderId, step, atMs, pickUpUntil } = order
  const { rewardId, title, kind, picture, quantity, points, payFen, handover, slot } = order.order
  return {
    orderId,
    rewardId,
    title,
    kind,
    picture,
    quantity,
    points,
    payFen,
    handover,
    state: step,
    atMs,
    slot,
    pickUpUntil,
    isCancellable: canBeCancelled(order, nowMs),
  }
}

/** The stores where an order can be had. */
async function orderStores(work: Work, { order }: Order) {
  if (order.handover !== 'pick_up' && order.handover !== 'visit') return []
  const open = await storesInForce(work)
  const stores = order.stores === null ? open : open.filter(({ storeId }) => order.stores?.includes(storeId))
  return stores.map(({ storeId, name }) => ({ storeId, name }))
}

async function policyFor(work: Work, { order }: Order): Promise<string[]> {
  const { pickUpDays, missedSlotPoints } = await settingsOf(work, rewardSettings)
  const { returnedPointsDays } = await settingsOf(work, ledgerSettings)
  const { kind, handover, slot } = order
  // What they were told when they booked counts.
  const days = { pickUpDays, returnedPointsDays, ifMissed: order.ifMissed ?? missedSlotPoints }
  return [
    handoverPolicy({ kind, handover, hasSlot: slot !== null }, days),
    ...(handover === 'at_once' ? [] : [undoPolicy(days, await pointsNameOf(work))]),
  ]
}

/** An order with all that its member may know. */
export async function shownInFull(work: Work, order: Order) {
  const { orderId, step, steps } = order
  const { handover, address } = order.order
  const waits = step === 'made' || step === 'packed'
  const hasCode = waits && (handover === 'pick_up' || handover === 'visit')
  const stores = await storesInForce(work)
  const nameOf = (storeId: string) => stores.find((store) => store.storeId === storeId)?.name ?? storeId
  return {
    ...shownOrder(order, work.nowMs),
    steps: steps.map(({ to, atMs, store, tracking, reason }) => ({ to, atMs, store: nameOf(store), tracking, reason })),
    address: address === null ? null : openAddress(work.secrets, address),
    stores: await orderStores(work, order),
    code: hasCode ? codeOf(work, orderId) : null,
    secret: order.sealed === '' ? null : { shownAtMs: order.shown?.atMs ?? null },
    policy: await policyFor(work, order),
  }
}
