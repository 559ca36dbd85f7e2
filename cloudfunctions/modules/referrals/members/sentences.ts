import { businessDateOf } from '../../../kernel/business-date'
import { shortYuanText } from '../../../kernel/yuan'
import type { ShownState } from '../domain/states'
import type { Referral } from '../store'
import type { ReferralTerms } from '../terms'

function dayText(atMs: number): string {
  const on = businessDateOf(atMs)
  return `${Number(on.slice(5, 7))}月${Number(on.slice(8))}日`
}

/** What is still missing of a friend, or what has become of them, in one sentence: for either of the two. */
export function sentenceOf(
  { waits, orderUntilMs }: Pick<Referral, 'waits' | 'orderUntilMs'>,
  state: ShownState,
  { terms, points, got }: { readonly terms: ReferralTerms; readonly points: string; readonly got: number },
): string {
  const least = terms.minOrderFen > 0 ? `满 ${shortYuanText(terms.minOrderFen)} 元` : ''
  switch (state) {
    case 'joined':
      return `还差首单${least}，${dayText(orderUntilMs - 1)}前有效`
    case 'waiting':
      return `已消费，${dayText(waits?.vestsAtMs ?? 0)}过退货期后到账`
    case 'checking':
      return '正在核对，稍后到账'
    case 'rewarded':
      return `${got} ${points}已到账`
    case 'capped':
      return '已完成首单，超出每人上限，没有奖励'
    case 'full':
      return '已完成首单，名额已发完'
    case 'taken_back':
      return '首单已退款，奖励已收回'
    case 'over':
      return '没有达成'
  }
}
