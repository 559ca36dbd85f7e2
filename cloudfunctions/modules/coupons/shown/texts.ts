import { businessDateOf } from '../../../kernel/business-date'
import { settingsOf, type Work } from '../../../platform/context'
import type { Standing } from '../domain/standing'
import { lastDateOf } from '../domain/validity'
import { dayText } from '../domain/wording'
import { couponSettings } from '../settings'
import type { Channel, Coupon } from '../store'

export const CHANNEL_TEXTS: Readonly<Record<Channel, string>> = {
  claimed: '自己领取',
  redeemed: '积分兑换',
  granted: '商家赠送',
  rebate: '消费返券',
  campaign: '活动赠送',
  given: '朋友赠送',
}

/** Why a coupon cannot be used now; undefined for one that can. */
export function whyNotText(coupon: Coupon, standing: Standing): string | undefined {
  switch (standing) {
    case 'usable':
      return undefined
    case 'early':
      return `${dayText(businessDateOf(coupon.usableFromMs))}起可用`
    case 'expired':
      return `${dayText(lastDateOf(coupon))}已到期`
    case 'used':
      return `已在${coupon.use?.storeName ?? '门店'}使用`
    case 'giving':
      return '正在送给朋友，对方一天内没有领取就退回'
    case 'given':
      return `已送给${coupon.gift?.taken?.maskedName ?? '朋友'}`
    case 'withdrawn':
      return '已被商家收回'
  }
}

function returnText(returnDays: number): string {
  const ended = returnDays === 0 ? '退回时已经到期的不退' : `退回时已经到期的，再给 ${returnDays} 天`
  return `整单退款后，用掉的券退回，${ended}；部分退款不退券`
}

/** What becomes of a coupon that is used now when its order is refunded. */
export async function refundText(work: Work): Promise<string> {
  return returnText((await settingsOf(work, couponSettings)).couponReturnDays)
}
