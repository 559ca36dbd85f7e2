import { Refusal, refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { DEFAULT_PAGE_SIZE } from '../../../platform/fields'
import type { Handlers } from '../../../platform/module'
import { decodeCursor, type Find } from '../../../platform/store'
import { ANYWHERE, storePlace, TO_SEND } from '../domain/handover'
import { mayFollow } from '../domain/steps'
import { openAddress } from '../orders/address'
import { orderOf } from '../orders/order-id'
import { rewardUnits } from '../orders/store'
import { asOrder } from '../orders/take-step'
import { slotStock, slotStockId } from '../stock-kinds'
import { advance, elsewhere, handOver, orderAtCounter } from './advance'
import type { deskContract } from './contract'
import { listedAtDesk, shownAtCounter } from './shown'
import { slotsOn } from './slots'

interface Paged {
  /** Where the list is read. */
  readonly storeId: string
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** A page of orders; null for a cursor that is none. */
async function pageOfOrders(
  work: Work,
  find: Pick<Find, 'index' | 'equals'>,
  { storeId, cursor, limit = DEFAULT_PAGE_SIZE }: Paged,
) {
  if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
  const page = await work.store.find(rewardUnits, { ...find, limit, ...(cursor === undefined ? {} : { cursor }) })
  // Pieces of an order beside its first are no orders of their own, and what is had at other stores is not this one's work.
  const orders = page.items.filter((unit) => unit.order !== null && !elsewhere(asOrder(unit), storeId))
  return { items: await listedAtDesk(work, orders), next: page.next }
}

export const deskHandlers: Handlers<typeof deskContract> = {
  'rewards.at-counter': async (context, { storeId, code }) => {
    const unit = await orderAtCounter(context, code)
    if (!unit) return refuse('unknown_order_code')
    const order = asOrder(unit)
    const wrong = elsewhere(order, storeId)
    if (wrong) return wrong
    const canBeHandedOver = mayFollow(order.order.handover, order.step, 'received')
    return { ...(await shownAtCounter(context, order)), canBeHandedOver }
  },

  'rewards.hand-over': async (context, input) => {
    const taken = await handOver(context, input)
    if (taken instanceof Refusal) return taken
    return { ...(await shownAtCounter(context, taken.order)), state: taken.taken.to }
  },

  'rewards.advance': async (context, { storeId, orderId, to, tracking = '', reason = '' }) =>
    advance(context, { storeId, orderId, to, tracking, reason }),

  'rewards.address': async (context, { orderId }) => {
    const unit = await orderOf(context, orderId)
    const sealed = unit?.order?.address
    if (!unit || !sealed) return refuse('no_such_order')
    const { step, order } = asOrder(unit)
    // guard: address-while-needed
    if (!mayFollow(order.handover, step, 'sent')) return refuse('wrong_state', { state: step })
    const address = openAddress(context.secrets, sealed)
    if (!address) throw new Error(`the address of ${orderId} cannot be opened`)
    return { orderId, title: order.title, quantity: order.quantity, address }
  },

  'rewards.waiting': async (context, { storeId, list, state, ...paged }) => {
    const place = list === 'to_send' ? TO_SEND : list === 'here' ? storePlace(storeId) : ANYWHERE
    return pageOfOrders(context, { index: 'byQueue', equals: { queue: `${place}|${state}` } }, { storeId, ...paged })
  },

  'rewards.slots': async (context, { storeId, date = context.today }) => ({
    items: await slotsOn(context, { storeId, date }),
  }),

  'rewards.roster': async (context, { rewardId, slot, ...paged }) => {
    const sku = slotStock.skuOf(slotStockId(rewardId, slot))
    return pageOfOrders(context, { index: 'bySku', equals: { sku, state: 'claimed' } }, paged)
  },
}
