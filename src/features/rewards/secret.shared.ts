import type { Data } from '@/shared/api'
import { momentText } from '@/shared/format/dates'

type Secret = NonNullable<Data<'rewards.order'>['secret']>

/**
 * What is said about the code of an order. `ready`: it may be shown, once. `unanswered`: it was asked for and never seen, and
 * the same question is answered again. `gone`: it was shown.
 */
export type SecretState = 'ready' | 'unanswered' | 'gone'

export function secretState({ shownAtMs }: Secret, isUnanswered: boolean): SecretState {
  if (isUnanswered) return 'unanswered'
  return shownAtMs === null ? 'ready' : 'gone'
}

/** What to know before the tap, or after it was missed. */
export function secretText(
  state: SecretState,
  { shownAtMs, orderId, today }: { shownAtMs: number | null; orderId: string; today: string },
): string {
  if (state === 'ready') return '卡密只显示一次。显示后请马上复制保存，关掉小程序就看不到了'
  if (state === 'unanswered') return '上次网络断了，没有显示出来。再点一次，还是这一张'
  const when = shownAtMs === null ? '已经' : `${momentText(shownAtMs, today)} `
  return `${when}显示过了。没有保存的话，请联系门店，报兑换编号 ${orderId}`
}
