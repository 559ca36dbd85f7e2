import { yuanText } from '../../kernel/yuan'
import type { Entry, EntryTitle } from '../ledger'
import type { EntryExplanation } from '../rules'
import { orderTraceOf, refundTraceOf } from './trace'

/** Orders and refunds, in the words of a statement. */
export const orderTitles: readonly EntryTitle[] = [
  {
    refKind: 'order',
    title(entry) {
      const { storeName, amountFen } = orderTraceOf(entry).facts
      return `在${storeName}消费 ${yuanText(amountFen)} 元`
    },
  },
  {
    refKind: 'order_refund',
    title(entry) {
      const { storeName, amountFen } = refundTraceOf(entry)
      return `在${storeName}退款 ${yuanText(amountFen)} 元`
    },
  },
  {
    refKind: 'order_undo',
    title(entry) {
      const { storeName, amountFen } = refundTraceOf(entry)
      return `撤销在${storeName}记错的消费 ${yuanText(amountFen)} 元`
    },
  },
]

function explainRefund(entry: Entry, points: string) {
  const { storeName, orderFen, amountFen, leftFen, due } = refundTraceOf(entry)
  const taken = 0 - entry.points
  const outcome = taken === due ? `收回 ${taken} ${points}` : `应收回 ${due} ${points}，收回了 ${taken}`
  return {
    sentence: `退款 ${yuanText(amountFen)} 元，这一笔还剩 ${yuanText(leftFen)} 元，按剩下的比例保留${points}，${outcome}。`,
    details: [
      { label: '门店', value: storeName },
      { label: '消费金额', value: `${yuanText(orderFen)} 元` },
      { label: '退款', value: `${yuanText(amountFen)} 元` },
      { label: '还剩', value: `${yuanText(leftFen)} 元` },
    ],
    formula: String(entry.points),
  }
}

export const refundExplanations: readonly EntryExplanation[] = [
  { refKind: 'order_refund', explain: explainRefund },
  { refKind: 'order_undo', explain: explainRefund },
]
