import { Refusal, refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import type { ContextOf } from '../../../platform/module'
import { maskedName, members } from '../../members'
import { follow, recordedFollow } from '../follow'
import { type Coupon, coupons, type Follow } from '../store'
import type { giftContract } from './contract'

type AcceptContext = ContextOf<(typeof giftContract)['coupons.accept']>
type Refused = Refusal<
  'not_a_member' | 'no_such_gift' | 'own_gift' | 'already_taken' | 'gift_over' | 'key_reused_with_other_input'
>

/** The coupon that a card was made for. */
export async function couponOfGift(work: Work, giftCode: string): Promise<Coupon | null> {
  return (await work.store.find(coupons, { index: 'byGift', equals: { giftCode }, limit: 1 })).items[0] ?? null
}

/** Whether a gift may still be taken. What was not taken in time is the giver's again, whenever that is written down. */
export function isWaiting({ state, gift }: Coupon, nowMs: number): boolean {
  return state === 'giving' && gift !== null && nowMs < gift.untilMs
}

/** Takes a gift: its document ends as given, and the taker has a coupon that follows from it. */
export async function accept(context: AcceptContext, giftCode: string): Promise<Coupon | Refused> {
  const { key, inputHash } = context.command
  const { memberId: member } = context.caller
  const taker = await context.store.get(members, member)
  if (!taker) return refuse('not_a_member')
  const ended = await untilSettled<Coupon | Refused>(context, async () => {
    const coupon = await couponOfGift(context, giftCode)
    if (coupon?.gift?.taken?.member === member) return { value: coupon }
    const recorded = await recordedFollow(context, coupon)
    if (recorded) return { value: recorded }
    if (!coupon?.gift) return { value: refuse('no_such_gift') }
    // guard: own-gift
    if (coupon.member === member) return { value: refuse('own_gift') }
    if (coupon.state === 'given') return { value: refuse('already_taken') }
    // guard: gift-in-time
    if (!isWaiting(coupon, context.nowMs)) return { value: refuse('gift_over') }
    const { endsAtMs } = coupon
    const follows: Follow = { why: 'given', member, endsAtMs, atMs: context.nowMs, reason: '', by: '', key, inputHash }
    const taken = { member, maskedName: maskedName(taker.profile.nickname), atMs: context.nowMs }
    const set = {
      state: 'given',
      gift: { ...coupon.gift, taken },
      giftUntilMs: null,
      follows,
      openSinceMs: context.nowMs,
    } as const
    // The giver's keys may grow meanwhile: ours is put behind them.
    const push = { keys: [key] }
    // guard: one-taker
    const isTaken = await context.store.update(coupons, { _id: coupon._id, state: 'giving' }, { set, push })
    return isTaken ? { value: { ...coupon, ...set } } : 'again'
  })
  return ended instanceof Refusal ? ended : follow(context, ended)
}
