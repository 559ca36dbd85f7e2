import { sha256 } from '../../../kernel/digest'
import { settingsOf, type Work } from '../../../platform/context'
import { ensureDocument, untilSettled } from '../../../platform/guarded-store'
import type { CameOfIt, OrderHappened } from '../../orders'
import { rebateOf } from '../domain/rebate'
import { couponSettings } from '../settings'
import { type CouponTemplate, couponTemplate } from '../templates/in-force'
import { carryOutRebate } from './carry-out'
import { type Rebate, rebateIdOf, rebates } from './store'

type Order = OrderHappened['order']
const idOf = ({ _id }: Order) => rebateIdOf(sha256(`order|${_id}`))

/** Whether coupons of a template may be of any amount, and of any number. */
export function isFit({ body }: CouponTemplate): boolean {
  return body.kind === 'cash' && body.stock === null
}

/** The state of a rebate that begins now: it waits for somebody, or is approved by what the settings say. */
export function begun(work: Work, { amountFen, aboveFen }: { readonly amountFen: number; readonly aboveFen: number }) {
  const needsApproval = amountFen > aboveFen
  return {
    needsApproval,
    state: needsApproval ? ('waiting' as const) : ('approved' as const),
    openSinceMs: needsApproval ? null : work.nowMs,
    decision: null,
    decisionKey: null,
  }
}

/** The rebate that an order earns by the rule of its moment, once. Purchases of the past that are imported earn none. */
async function rebateFor(work: Work, order: Order): Promise<void> {
  // As of the recording alone: a slow function that finds another rule since would give what no refund before it saw.
  const then = { ...work, nowMs: order.atMs }
  const settings = await settingsOf(work, couponSettings, order.rulesVersion)
  const { rebateRule, rebateApprovalAboveFen: aboveFen } = settings
  if (rebateRule === null || order.source === 'import') return
  const { templateId, ...rule } = rebateRule
  const amountFen = rebateOf(rule, order.amountFen)
  if (amountFen === 0) return
  const template = await couponTemplate(then, templateId)
  if (!template || !isFit(template)) {
    work.report(new Error(`rebateRule names ${templateId}, which is no cash coupon without a stock that is in force`))
    return
  }
  const there = await ensureDocument(work, rebates, {
    _id: idOf(order),
    schema: 1,
    member: order.member,
    template: templateId,
    version: template.version,
    amountFen,
    order: order._id,
    rule,
    operator: '',
    reason: '消费返券',
    inputHash: '',
    askedAtMs: work.nowMs,
    ...begun(work, { amountFen, aboveFen }),
  })
  if (there) await carryOutRebate(work, there)
}

/** What a refund makes of a rebate; null when it stays as it is. */
function afterRefund(work: Work, rebate: Rebate, leftFen: number): Partial<Rebate> | null {
  const { state, rule, amountFen } = rebate
  if (state !== 'waiting' && state !== 'approved') return null
  const left = leftFen === 0 || !rule ? 0 : rebateOf(rule, leftFen)
  // What was issued is the member's as long as anything of the order stands.
  if (state === 'approved' && leftFen > 0) return null
  // Of two refunds the one that is told later may be the earlier one: only ever less stands.
  // guard: rebate-only-less
  if (left >= amountFen) return null
  if (left > 0) return { amountFen: left }
  return { state: 'void', amountFen: rebate.amountFen, openSinceMs: work.nowMs }
}

async function refundRebate(work: Work, order: Order, leftFen: number): Promise<void> {
  const ended = await untilSettled<Rebate | null>(work, async () => {
    const rebate = await work.store.get(rebates, idOf(order))
    const change = rebate && afterRefund(work, rebate, leftFen)
    if (!rebate || !change) return { value: rebate }
    const { state, amountFen } = rebate
    // guard: rebate-undecided
    const isWritten = await work.store.update(rebates, { _id: rebate._id, state, amountFen }, { set: change })
    return isWritten ? { value: { ...rebate, ...change } } : 'again'
  })
  if (ended) await carryOutRebate(work, ended)
}

/** Rebates of orders: earned when they are paid, less or nothing when they are refunded. */
export async function rebateOrder(work: Work, { order, refund }: OrderHappened): Promise<CameOfIt> {
  await (refund ? refundRebate(work, order, refund.leftFen) : rebateFor(work, order))
  return {}
}
