import { sha256 } from '../../../kernel/digest'
import { Refusal } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import { issueCoupon } from '../../coupons'
import { unitOf } from '../../ledger'
import { giveMembership } from '../memberships/give'
import { rewardUnits } from './store'
import { asOrder, type Order, writeStep } from './take-step'

const GONE = '优惠券发完了'

/** What an order is for, once for each order; null when there is none to be had. */
async function issued(work: Work, { op, owner, orderId, order, steps }: Order): Promise<string | null> {
  const { kind, template, membership } = order
  if (kind === 'coupon' && template) {
    const { templateId, version } = template
    const issuing = { op: `${op}|coupon`, member: owner, channel: 'redeemed' as const, source: orderId }
    const coupon = await issueCoupon(work, { templateId, version, ...issuing })
    return coupon instanceof Refusal ? null : coupon.op
  }
  if (kind === 'membership' && membership) {
    const { name, days, includes } = membership
    const inputHash = steps[0]?.inputHash ?? ''
    const by = { source: 'redeemed' as const, reason: order.title, by: owner, inputHash }
    const { from, until } = await giveMembership(work, { op, member: owner, name, days, includes, ...by })
    return `${from}/${until}`
  }
  throw new Error(`nothing is delivered at once of ${orderId}`)
}

const isUndelivered = ({ order, step }: Order) => order.handover === 'at_once' && step === 'made'

/** The order as it is once its coupon or membership is there; or cancelled, where there is none of it. */
export async function deliver(work: Work, order: Order): Promise<Order> {
  if (!isUndelivered(order)) return order
  const result = await issued(work, order)
  const key = sha256(`delivered|${order.op}`)
  return untilSettled<Order>(work, async () => {
    const unit = await unitOf(work, rewardUnits, order.op)
    const now = asOrder(unit ?? order)
    if (!isUndelivered(now)) return { value: now }
    const decided =
      result === null
        ? ({ to: 'cancelled', by: 'system', reason: GONE } as const)
        : ({ to: 'received', by: 'system', result } as const)
    const written = await writeStep(work, now, decided, { key, inputHash: key })
    return written ? { value: written } : 'again'
  })
}
