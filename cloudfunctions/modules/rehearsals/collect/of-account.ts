import type { Entry } from '../../ledger'
import { type Order, refundIdOf } from '../../orders'
import type { Past, PastEvent } from '../domain/past'
import { eventFrom, type OrderEntry, opOfEvent, orderFrom, type RefundEntry, refundFrom } from './from-entry'

/** What a module tells rules of only while one listens: it is known of the orders all the same. */
const VESTED = 'order_vested'
const REFUNDED = 'order_refunded'

/** What one account did, before it is known which orders were refunded how. */
export interface AccountPast {
  readonly events: readonly PastEvent[]
  readonly refunds: readonly RefundEntry[]
}

function vestedEvent(account: string, order: OrderEntry, refunds: readonly RefundEntry[]): PastEvent | null {
  const gone = refunds.filter((refund) => refund.order === order.id && refund.postedAtMs <= order.vestsAtMs)
  const amountFen = Number(order.facts.amountFen) - gone.reduce((sum, refund) => sum + refund.amountFen, 0)
  if (amountFen <= 0) return null
  const { store = '', storeName = '' } = order.facts
  const { seq, version, vestsAtMs: atMs } = order
  const facts = { amountFen, store, storeName }
  const op = opOfEvent(VESTED, order.id)
  return { kind: 'event', postedAtMs: atMs, atMs, account, seq, op, event: VESTED, version, facts }
}

function refundedEvent(account: string, refund: RefundEntry, order: OrderEntry | undefined): PastEvent {
  const { amountFen, leftFen, seq, postedAtMs, op } = refund
  const { store = '', storeName = '' } = order?.facts ?? {}
  const facts = { amountFen, leftFen, store, storeName }
  const told = {
    op: opOfEvent(REFUNDED, op.replace(/^or\|/, '')),
    event: REFUNDED,
    version: order?.version ?? 0,
    facts,
  }
  return { kind: 'event', postedAtMs, atMs: postedAtMs, account, seq, ...told }
}

/** All that happened to one account, out of its journal: what rules were told, and what they would have been told. */
export function pastOfAccount(account: string, entries: readonly Entry[]): AccountPast {
  const events = entries.map((entry) => eventFrom(account, entry)).filter((event) => event !== null)
  const orders = entries.map(orderFrom).filter((order) => order !== null)
  const refunds = entries.map(refundFrom).filter((refund) => refund !== null)
  const told = new Set(events.map(({ op }) => op))
  const derived = [
    ...orders.map((order) => vestedEvent(account, order, refunds)).filter((event) => event !== null),
    ...refunds.map((refund) =>
      refundedEvent(
        account,
        refund,
        orders.find(({ id }) => id === refund.order),
      ),
    ),
  ]
  return { events: [...events, ...derived.filter(({ op }) => !told.has(op))], refunds }
}

const linesOf = ({ lines }: Order) => lines.map(({ amountFen, earns }) => ({ amountFen, earns }))

/** The id of an order, out of the op of its award. */
const orderIdOf = ({ op, event }: PastEvent) => (event === 'order_paid' ? op.replace(/^or\|/, '') : null)

/** The same with the lines of orders that were refunded, and with the refunds themselves. */
export function withRefunds(
  account: string,
  { events, refunds }: AccountPast,
  orders: ReadonlyMap<string, Order>,
): readonly Past[] {
  const refunded = new Set(refunds.map(({ order }) => order))
  return [
    ...events.map((event) => {
      const id = orderIdOf(event)
      const order = id !== null && refunded.has(id) ? orders.get(id) : undefined
      return order ? { ...event, order: { id: order._id, lines: linesOf(order) } } : event
    }),
    ...refunds.flatMap((entry): readonly Past[] => {
      const { order: id, amountFen, seq, postedAtMs, op } = entry
      const found = orders.get(id)?.refunds.find((one) => op === `or|${refundIdOf(id, one)}`)
      return [{ kind: 'refund', postedAtMs, account, seq, order: id, amountFen, parts: found?.parts ?? null }]
    }),
  ]
}
