import type { BusinessDate } from '../../../kernel/business-date'
import { shortYuanText } from '../../../kernel/yuan'
import { isFree, type Tier } from './ladder'
import type { Keeping, Missing, NextTier, Outlook } from './outlook'
import type { TierCause } from './standing'

/** What members read of tiers, in plain Chinese. */

const CAUSES: Readonly<Record<TierCause, string>> = {
  order: '消费达到条件',
  refund: '退款后不再达到条件',
  review: '到期没有达到保级条件',
  ladder: '会员等级规则调整',
  merge: '会员账户合并',
}

export function causeText(cause: TierCause): string {
  return CAUSES[cause]
}

/** `12月31日`, with its year where that is not the year of `today`. */
export function dayText(date: BusinessDate, today: BusinessDate): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${date.slice(0, 4) === today.slice(0, 4) ? '' : `${year}年`}${month}月${day}日`
}

/** `380 元`, or `380 元或 2 单`. */
function missingText({ fen, orders }: Missing): string {
  return `${shortYuanText(fen)} 元${orders === null ? '' : `或 ${orders} 单`}`
}

/** `再消费 380 元或 2 单，12月31日前升金卡`. */
export function nextText({ tier, missing, by }: NextTier, today: BusinessDate): string {
  const when = by === null ? '' : `${dayText(by, today)}前`
  return `再消费 ${missingText(missing)}，${when}升${tier.name}`
}

/** How a tier is kept, as one sentence or two. */
export function keepText({ tier, keeping }: Pick<Outlook, 'tier' | 'keeping'>, today: BusinessDate): string {
  if (!tier) return ''
  if (!keeping) return isFree(tier) ? `${tier.name}不会到期。` : `${tier.name}长期有效。`
  const { until, missing, isGrace, below, renewedUntil, from } = keeping
  const last = dayText(until, today)
  if (isGrace) {
    const otherwise = below ? `，否则改为${below.name}` : ''
    return `${tier.name}保留到${last}：到那天为止再消费 ${missingText(missing)}就能继续保留${otherwise}。`
  }
  if (missing.fen === 0) {
    const renewed = renewedUntil === null ? '长期有效' : `自动续到${dayText(renewedUntil, today)}`
    return `${tier.name}有效期到${last}，已经达到保级条件，到期后${renewed}。`
  }
  if (from !== null && from > today) {
    return `${tier.name}有效期到${last}。${dayText(from, today)}起到那天为止消费 ${missingText(missing)}，可以再续。`
  }
  return `${tier.name}有效期到${last}。到那天为止再消费 ${missingText(missing)}，可以再续。`
}

/** `1.5 倍积分`. */
export function rateText(rateBps: number, pointsName: string): string {
  return `消费得 ${Number((rateBps / 10_000).toFixed(4))} 倍${pointsName}`
}

export interface Told {
  readonly title: string
  readonly text: string
}

export function reachedText(outlook: Pick<Outlook, 'keeping'> & { readonly tier: Tier }, today: BusinessDate): Told {
  return { title: `恭喜升为${outlook.tier.name}`, text: `您已升为${outlook.tier.name}。${keepText(outlook, today)}` }
}

export function graceText(keeping: Keeping, cause: TierCause, today: BusinessDate): Told {
  return {
    title: `${keeping.tier.name}保留到${dayText(keeping.until, today)}`,
    text: `${causeText(cause)}。${keepText({ tier: keeping.tier, keeping }, today)}`,
  }
}

export function fallenText(
  change: { readonly from: string; readonly to: Tier | null; readonly cause: TierCause; readonly on: BusinessDate },
  next: NextTier | null,
  today: BusinessDate,
): Told {
  const now = change.to ? `，现在是${change.to.name}` : ''
  const onward = next ? `${nextText(next, today)}。` : ''
  return {
    title: change.to ? `会员等级变为${change.to.name}` : '会员等级有变动',
    text: `${causeText(change.cause)}，${change.from}到此为止${now}。${onward}`,
  }
}

/** Told before a tier is reviewed that would not be kept by what was bought so far. */
export function noticeText(keeping: Keeping, today: BusinessDate): Told {
  return {
    title: `${keeping.tier.name}${dayText(keeping.until, today)}到期`,
    text: keepText({ tier: keeping.tier, keeping }, today),
  }
}
