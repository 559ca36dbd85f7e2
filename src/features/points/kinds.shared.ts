import type { Data } from '@/shared/api'
import type { IconName } from '@/shared/ui/icon'

type Entry = Data<'points.statement'>['items'][number]
type Kind = Entry['kind']
interface Shown {
  readonly icon: IconName
  readonly word: string
}

/** What kind of change an entry is, as a picture and as a word. A kind without them does not compile. */
const KINDS: Readonly<Record<Kind, Shown>> = {
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

/** Something happened that gave and took nothing: a benefit was used, an order earned no points. */
const NOTED: Shown = { icon: 'check', word: '记录' }

export function shownKind({ kind, points }: Pick<Entry, 'kind' | 'points'>): Shown {
  return points === 0 && (kind === 'accrual' || kind === 'clawback') ? NOTED : KINDS[kind]
}
