import { startOfDateMs } from '../../../kernel/business-date'
import { yuanText } from '../../../kernel/yuan'
import type { Work } from '../../../platform/context'
import { type Facts, happened, numberFact, type RuleSource } from '../../rules'
import { refundIdOf } from '../domain/identity'
import { storeMark } from '../domain/store-mark'
import type { CameOfIt, OrderHappened } from '../listeners'
import type { Order, OrderRefund } from '../store'

/** Events that orders tell the rules of, beside what they earn by themselves. No rule of the programme listens to them. */

export const ORDER_VESTED = 'order_vested' as const
const ORDER_REFUNDED = 'order_refunded' as const

const storeOf = (facts: Facts) => ({ label: '门店', value: String(facts.storeName) })
const yuanOf = (facts: Facts, name: string) => `${yuanText(numberFact(facts, name))} 元`

export const vestedRules: RuleSource = {
  event: ORDER_VESTED,
  rules: () => [],
  details: (facts) => [storeOf(facts), { label: '过了退货期的消费', value: yuanOf(facts, 'amountFen') }],
}

export const refundedRules: RuleSource = {
  event: ORDER_REFUNDED,
  rules: () => [],
  details: (facts) => [
    storeOf(facts),
    { label: '退款金额', value: yuanOf(facts, 'amountFen') },
    { label: '这笔消费还剩', value: yuanOf(facts, 'leftFen') },
  ],
}

/** When the points of an order vest, whoever asks and whenever: the start of their day, or when it was recorded. */
export function vestsAtMs({ vestsOn, atMs }: Pick<Order, 'vestsOn' | 'atMs'>): number {
  return vestsOn === null ? atMs : startOfDateMs(vestsOn)
}

/** Tells the rules that an order has vested, with what of it stands. One of which nothing stands never vests. */
export async function tellVested(work: Work, order: Order, holder: string): Promise<void> {
  // guard: nothing-left-to-vest
  if (order.leftFen === 0) return
  const { _id: source, leftFen: amountFen, storeName } = order
  const facts = { amountFen, store: storeMark(order.store), storeName }
  await happened(work, { event: ORDER_VESTED, source, member: holder, facts, atMs: vestsAtMs(order) })
}

async function tellRefunded(work: Work, order: Order, refund: OrderRefund): Promise<void> {
  const { amountFen, leftFen, atMs, holder: member } = refund
  const facts = { amountFen, leftFen, store: storeMark(order.store), storeName: order.storeName }
  await happened(work, { event: ORDER_REFUNDED, source: refundIdOf(order._id, refund), member, facts, atMs })
}

/** Tells the rules of an order that vests at once, and of a refund. Of one that is held the job tells on its day. */
export async function tellOfOrder(work: Work, { order, refund, account }: OrderHappened): Promise<CameOfIt> {
  if (!account) return {}
  if (refund) await tellRefunded(work, order, refund)
  else if (vestsAtMs(order) <= work.nowMs) await tellVested(work, order, order.member)
  return {}
}
