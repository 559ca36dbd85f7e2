import type { Data } from '@/shared/api'
import type { IconName } from '@/shared/ui/icon'

type Kind = Data<'points.statement'>['items'][number]['kind']

/** What kind of change an entry is, as a picture and as a word. A kind without them does not compile. */
export const KINDS: Readonly<Record<Kind, { readonly icon: IconName; readonly word: string }>> = {
  accrual: { icon: 'in', word: '获得' },
  hold: { icon: 'hourglass', word: '待到账' },
  vest: { icon: 'check', word: '到账' },
  redemption: { icon: 'gift', word: '使用' },
  void: { icon: 'back', word: '退回' },
  expiry: { icon: 'clock', word: '到期' },
  clawback: { icon: 'out', word: '收回' },
  debt_repaid: { icon: 'check', word: '抵扣' },
  adjustment: { icon: 'pencil', word: '调整' },
  reversal: { icon: 'out', word: '撤销' },
}
