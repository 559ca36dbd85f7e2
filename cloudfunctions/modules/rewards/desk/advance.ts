import { Refusal, refuse } from '../../../kernel/refusal'
import { nameOf, settingsOf, type Work } from '../../../platform/context'
import type { ContextOf } from '../../../platform/module'
import { firstDueAtMs, pickUpUntil } from '../domain/pick-up'
import { isOverSince, mayFollow, mayTake, type Step } from '../domain/steps'
import { finishOrder } from '../orders/finish'
import { orderOf, orderOfCode } from '../orders/order-id'
import { type Order, takeStep } from '../orders/take-step'
import { rewardSettings } from '../settings'
import type { deskContract } from './contract'

/** Why a store may not hand an order over, or take it back. What is sent is sent by whichever store does. */
export function elsewhere({ order }: Order, storeId: string): Refusal<'wrong_store'> | null {
  const isHere = order.handover === 'send' || order.stores === null || order.stores.includes(storeId)
  // guard: order-at-store
  return isHere ? null : refuse('wrong_store')
}

/** What is ready is kept anew from the day it is. */
async function waitsFrom(work: Work, { order }: Order, to: Step) {
  if (to !== 'packed' || order.handover !== 'pick_up') return {}
  const { pickUpDays: days, pickUpNoticeDays: noticeDays } = await settingsOf(work, rewardSettings)
  const rule = { days, noticeDays }
  return { waits: { pickUpUntil: pickUpUntil(work.today, rule), dueAtMs: firstDueAtMs(work.today, rule) } }
}

type AdvanceContext = ContextOf<(typeof deskContract)['rewards.advance']>

export interface AdvanceAsked {
  readonly storeId: string
  readonly orderId: string
  readonly to: Exclude<Step, 'made'>
  readonly tracking: string
  readonly reason: string
}

/** Takes an order to a step, as somebody of the staff says. */
export async function advance(context: AdvanceContext, asked: AdvanceAsked) {
  const { storeId, orderId, to, tracking, reason } = asked
  const { command, caller } = context
  if (tracking !== '' && to !== 'sent') return refuse('invalid_input', { path: 'input.tracking' })
  const taken = await takeStep(context, {
    command,
    find: async () => (await orderOf(context, orderId)) ?? refuse('no_such_order'),
    async decide(order) {
      const wrong = elsewhere(order, storeId)
      if (wrong) return wrong
      // guard: step-by-role
      if (!mayTake(caller.role, order.order.handover, to)) return refuse('unauthorised')
      const isEarly = to === 'missed' && !isOverSince(order.order.slot, context.nowMs)
      // guard: missed-when-over
      if (isEarly) return refuse('wrong_state', { state: order.step })
      // guard: step-follows
      if (!mayFollow(order.order.handover, order.step, to)) return refuse('wrong_state', { state: order.step })
      return { to, by: nameOf(caller), store: storeId, tracking, reason, ...(await waitsFrom(context, order, to)) }
    },
  })
  if (taken instanceof Refusal) return taken
  const finished = await finishOrder(context, taken.order)
  return finished === 'waits' ? refuse('account_frozen') : { state: taken.taken.to }
}

/** The order that a code of the counter is of; what is sent, or is there at once, has none. */
export async function orderAtCounter(work: Work, code: string) {
  const unit = await orderOfCode(work, code)
  const handover = unit?.order?.handover
  return handover === 'pick_up' || handover === 'visit' ? unit : null
}

type HandOverContext = ContextOf<(typeof deskContract)['rewards.hand-over']>

/** Hands over what the code is of, once. */
export async function handOver(context: HandOverContext, { storeId, code }: { storeId: string; code: string }) {
  const { command, caller } = context
  const taken = await takeStep(context, {
    command,
    find: async () => (await orderAtCounter(context, code)) ?? refuse('unknown_order_code'),
    decide(order) {
      const wrong = elsewhere(order, storeId)
      if (wrong) return wrong
      // guard: handed-over-once
      if (!mayFollow(order.order.handover, order.step, 'received')) return refuse('wrong_state', { state: order.step })
      return { to: 'received', by: nameOf(caller), store: storeId }
    },
  })
  if (taken instanceof Refusal) return taken
  await finishOrder(context, taken.order)
  return taken
}
