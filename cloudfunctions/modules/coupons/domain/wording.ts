import type { BusinessDate } from '../../../kernel/business-date'
import { shortYuanText } from '../../../kernel/yuan'
import type { Combination, LeftOut } from './best-combination'
import type { NoDiscount } from './discount'
import type { Benefit, CouponKind } from './terms'
import type { Validity } from './validity'

/** What a kind is called at the counter. */
export const KIND_TEXTS: Readonly<Record<CouponKind, string>> = {
  cash: '代金券',
  threshold: '满减券',
  percent: '折扣券',
  exchange: '兑换券',
  delivery: '运费券',
}

const fromText = (thresholdFen: number) => (thresholdFen === 0 ? '' : `满 ${shortYuanText(thresholdFen)} 元可用，`)

/** `85` percent of the price as a Chinese price tag has it: 8.5 折. */
const tenthsText = (percentOff: number) => String((100 - percentOff) / 10)

/** What a coupon gives, in one sentence without its end. */
export function benefitText(benefit: Benefit): string {
  switch (benefit.kind) {
    case 'cash':
      return `抵 ${shortYuanText(benefit.discountFen)} 元`
    case 'threshold':
      return `满 ${shortYuanText(benefit.thresholdFen)} 元减 ${shortYuanText(benefit.discountFen)} 元`
    case 'percent':
      return `${fromText(benefit.thresholdFen)}打 ${tenthsText(benefit.percentOff)} 折，最多减 ${shortYuanText(benefit.capFen)} 元`
    case 'exchange':
      return `免费兑换一件，最多抵 ${shortYuanText(benefit.capFen)} 元`
    case 'delivery':
      return `${fromText(benefit.thresholdFen)}配送费最多减 ${shortYuanText(benefit.discountFen)} 元`
  }
}

/** `2026-12-31` as a member reads it. */
export function dayText(date: BusinessDate): string {
  return `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`
}

/** How long a coupon counts that nobody has yet. */
export function validityText(validity: Validity): string {
  return 'days' in validity
    ? `领到之后 ${validity.days} 天内有效`
    : `${dayText(validity.fromDate)}到${dayText(validity.untilDate)}有效`
}

/** Why a coupon takes nothing off, and what would help. */
function noDiscountText(because: NoDiscount): string {
  switch (because.why) {
    case 'out_of_scope':
      return '没有可以用这张券的商品'
    case 'below_threshold':
      return `还差 ${shortYuanText(because.missingFen)} 元可用`
    case 'nothing_left':
      return '可以减的金额已经被别的券减完了'
  }
}

export function leftOutText(because: LeftOut): string {
  switch (because.why) {
    case 'does_not_combine':
      return `不能和“${because.with.terms.title}”一起用`
    case 'no_better':
      return '用了也不会减得更多'
    default:
      return noDiscountText(because)
  }
}

/** What is used, what each takes off, and what is left to pay. */
export function combinationText({ applied, discountFen, payableFen }: Combination): string {
  if (applied.length === 0) return `没有能用的券，付 ${shortYuanText(payableFen)} 元`
  const each = applied.map((used) => `“${used.candidate.terms.title}”减 ${shortYuanText(used.discountFen)} 元`)
  const sum = applied.length === 1 ? '' : `，一共减 ${shortYuanText(discountFen)} 元`
  return `用${each.join('、')}${sum}，付 ${shortYuanText(payableFen)} 元`
}
