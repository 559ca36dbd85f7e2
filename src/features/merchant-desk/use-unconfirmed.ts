import { useSyncExternalStore } from 'react'
import { line, merchant, type RefusalCode, type Unconfirmed, type Words } from '@/shared/api'
import { moneyText } from '@/shared/format/money'
import { isLate, useIsLate } from './late'
import {
  advanceWords,
  benefitWords,
  couponWords,
  handOverWords,
  recordWords,
  refundWords,
  undoWords,
  unverifyWords,
} from './messages'

/** Something a clerk did that the cloud has not confirmed. */
export interface UnconfirmedLine {
  readonly key: string
  readonly text: string
  readonly madeAtMs: number
  /** Why it was not done, when that came after everybody had left; empty while it waits. */
  readonly refusedText: string
}

type Actions =
  | 'orders.record'
  | 'orders.refund'
  | 'orders.undo'
  | 'benefits.use'
  | 'coupons.verify'
  | 'coupons.unverify'
  | 'rewards.advance'
  | 'rewards.hand-over'

/** What was done, and the words for why it was not. */
interface Said<A extends Actions> {
  readonly text: (input: Unconfirmed<A>['input']) => string
  readonly words: Words<RefusalCode<A>>
}

function linesOf<A extends Actions>(made: readonly Unconfirmed<A>[], { text, words }: Said<A>): UnconfirmedLine[] {
  return made.map(({ key, input, madeAtMs, refusal }) => ({
    key,
    text: text(input),
    madeAtMs,
    refusedText: refusal ? words[refusal.code] : '',
  }))
}

/** Everything of this counter whose answer is late or was a late no, oldest first. What is just on its way is not yet. */
export function useUnconfirmed(): readonly UnconfirmedLine[] {
  const all = [
    ...linesOf(merchant.usePending('orders.record'), {
      text: ({ amountFen }) => `${moneyText(amountFen)} 元`,
      words: recordWords,
    }),
    ...linesOf(merchant.usePending('orders.refund'), {
      text: ({ amountFen }) => `退款 ${moneyText(amountFen)} 元`,
      words: refundWords,
    }),
    ...linesOf(merchant.usePending('orders.undo'), { text: ({ orderNo }) => `撤销 ${orderNo}`, words: undoWords }),
    ...linesOf(merchant.usePending('benefits.use'), { text: () => '使用权益', words: benefitWords }),
    ...linesOf(merchant.usePending('coupons.verify'), {
      text: ({ amountFen }) => `用券，${moneyText(amountFen)} 元的单`,
      words: couponWords,
    }),
    ...linesOf(merchant.usePending('coupons.unverify'), { text: () => '撤销用券', words: unverifyWords }),
    ...linesOf(merchant.usePending('rewards.advance'), { text: () => '处理兑换', words: advanceWords }),
    ...linesOf(merchant.usePending('rewards.hand-over'), { text: () => '交给顾客', words: handOverWords }),
  ].sort((one, other) => one.madeAtMs - other.madeAtMs)
  const isReachable = useSyncExternalStore(line.subscribe, line.isReachable)
  useIsLate(all.at(-1)?.madeAtMs ?? null)
  const nowMs = Date.now()
  return all.filter(({ madeAtMs, refusedText }) => !isReachable || refusedText !== '' || isLate(madeAtMs, nowMs))
}
