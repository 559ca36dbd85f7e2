import { Refusal, refuse } from '../../../kernel/refusal'
import type { ContextOf } from '../../../platform/module'
import { accountOf, type Line, redeem, type Unredeemed, unitOf } from '../../ledger'
import { isListenedTo } from '../../rules'
import { REWARD_REDEEMED } from '../campaign/redeemed-event'
import { rewardInForce } from '../catalogue/in-force'
import { REWARDS } from '../stock-kinds'
import type { orderContract } from './contract'
import { deliver } from './deliver'
import { finishOrder } from './finish'
import { codeOf } from './order-id'
import { rewardUnits } from './store'
import { asOrder } from './take-step'
import type { OrderTrace } from './trace'
import { type RedeemAsked, type Unwanted, wantedBy } from './wanted'

type RedeemContext = ContextOf<(typeof orderContract)['rewards.redeem']>

/** What the entry says: the same for the first time and for every repetition. */
function replyOf(context: RedeemContext, { entry, balance }: Line) {
  const { handover } = entry.trace as unknown as OrderTrace
  const orderId = entry.ref.id
  const hasCode = handover === 'pick_up' || handover === 'visit'
  return {
    orderId,
    state: handover === 'at_once' ? ('received' as const) : ('made' as const),
    pointsSpent: -entry.points,
    balance,
    ...(hasCode ? { code: codeOf(context, orderId) } : {}),
  }
}

/** What is there at once: the coupon, or how long one is a member. Refused where the coupons were gone. */
async function deliveredBy(context: RedeemContext, { entry }: Line) {
  const unit = await unitOf(context, rewardUnits, entry.op)
  if (!unit) throw new Error(`the order of ${entry.ref.id} is not there`)
  const order = await deliver(context, asOrder(unit))
  await finishOrder(context, order)
  if (order.step === 'cancelled') return refuse('sold_out')
  if (order.order.kind === 'coupon') return { coupon: { couponId: order.result, title: order.order.title } }
  const [from = '', until = ''] = order.result.split('/')
  return { membership: { name: order.order.membership?.name ?? '', from, until } }
}

/** A code is with its member from the first moment: nothing but the rules that listen has to be told. */
async function tellOfCode(context: RedeemContext, { entry }: Line): Promise<void> {
  if (!(await isListenedTo(context, REWARD_REDEEMED, context.nowMs))) return
  const unit = await unitOf(context, rewardUnits, entry.op)
  if (unit && unit.openSinceMs !== null) await finishOrder(context, asOrder(unit))
}

/** Points for a reward: reads the account, posts the redemption, claims the unit, which is the order. */
export async function redeemReward(context: RedeemContext, asked: RedeemAsked) {
  const { memberId } = context.caller
  const account = await accountOf(context, memberId)
  if (!account) return refuse('not_a_member')
  const reward = await rewardInForce(context, asked.rewardId)
  const line = await redeem<Unwanted | Unredeemed>(context, memberId, {
    command: context.command,
    stock: REWARDS,
    account,
    decide: (now, op) => wantedBy(context, now, op, reward, asked),
  })
  if (line instanceof Refusal)
    // Of what has slots it is the slot that has no place left.
    return line.code === 'sold_out' && asked.slotId !== null ? refuse('slot_taken') : line
  const { kind } = line.entry.trace as unknown as OrderTrace
  if (kind === 'code') await tellOfCode(context, line)
  if (kind !== 'coupon' && kind !== 'membership') return replyOf(context, line)
  const delivered = await deliveredBy(context, line)
  return delivered instanceof Refusal ? delivered : { ...replyOf(context, line), ...delivered }
}
