import { businessDateOf } from '../../../kernel/business-date'
import { Refusal, refuse } from '../../../kernel/refusal'
import type { Handlers } from '../../../platform/module'
import { maskedName, members } from '../../members'
import { lastDateOf } from '../domain/validity'
import { couponHead, shownTerms, storeNames, termsFor } from '../shown/shown-terms'
import type { Coupon } from '../store'
import { accept, couponOfGift, isWaiting } from './accept'
import type { giftContract } from './contract'
import { give } from './give'

const GIFT_PAGE = '/features/coupons/pages/gift'

function stateFor(member: string, coupon: Coupon, nowMs: number): 'waiting' | 'own' | 'mine' | 'taken' | 'over' {
  if (coupon.gift?.taken?.member === member) return 'mine'
  if (coupon.member === member) return 'own'
  if (coupon.state === 'given') return 'taken'
  return isWaiting(coupon, nowMs) ? 'waiting' : 'over'
}

export const giftHandlers: Handlers<typeof giftContract> = {
  'coupons.give': async (context, { couponId }) => {
    const given = await give(context, couponId)
    if (given instanceof Refusal) return given
    const { giftCode, gift } = given
    const title = `送你一张“${termsFor(given).title}”`
    return { giftCode, title, path: `${GIFT_PAGE}?giftCode=${giftCode}`, untilMs: gift.untilMs }
  },

  'coupons.gift': async (context, { giftCode }) => {
    const coupon = await couponOfGift(context, giftCode)
    if (!coupon?.gift) return refuse('no_such_gift')
    const giver = await context.store.get(members, coupon.member)
    return {
      ...shownTerms(termsFor(coupon), await storeNames(context)),
      usableFrom: businessDateOf(coupon.usableFromMs),
      usableUntil: lastDateOf(coupon),
      fromName: maskedName(giver?.profile.nickname ?? ''),
      state: stateFor(context.caller.memberId, coupon, context.nowMs),
      untilMs: coupon.gift.untilMs,
    }
  },

  'coupons.accept': async (context, { giftCode }) => {
    const coupon = await accept(context, giftCode)
    return coupon instanceof Refusal ? coupon : couponHead(coupon)
  },
}
