import type { Entry, EntryTitle, Line } from '../ledger'
import type { EntryExplanation } from '../rules'
import type { Taken } from './domain/chances'
import type { Prize } from './domain/prize'

/** What the entry of a draw says of it: enough to answer the same for ever, and to find what it was decided by. */
export interface DrawTrace {
  readonly campaign: string
  readonly date: string
  readonly number: number
  /** What was given, and what it was called. */
  readonly prize: string
  readonly kind: Prize['kind']
  readonly name: string
  /** What the draw fell on, where none of that was left. */
  readonly fell?: { readonly prize: string; readonly name: string }
  readonly took: Taken
  /** Chances that were left after it. */
  readonly left: number
  /** Of the day's promise: see `markOf`. */
  readonly mark: string
}

export const LOTTERY = 'lottery'

export function traceOf({ trace }: Pick<Entry, 'trace'>): DrawTrace {
  return trace as unknown as DrawTrace
}

export const isDraw = ({ entry }: Line) => entry.ref.kind === LOTTERY

export const drawTitle: EntryTitle = {
  refKind: LOTTERY,
  title: (entry) => `抽奖：${traceOf(entry).name}`,
}

const TOOK_TEXTS = { free: '当天的免费机会', earned: '得来的机会', points: '积分' } as const satisfies Record<
  Taken,
  string
>

export const drawExplanation: EntryExplanation = {
  refKind: LOTTERY,
  explain(entry, points) {
    const { date, number, name, fell, took } = traceOf(entry)
    const away = fell === undefined ? '' : `；抽到的“${fell.name}”已经发完，按公示的规则换成了它`
    return {
      sentence: `第 ${number} 次抽奖，得到“${name}”${away}。`,
      details: [
        { label: '抽奖日期', value: date },
        { label: '第几次', value: String(number) },
        { label: '用掉的', value: took === 'points' ? points : TOOK_TEXTS[took] },
      ],
      formula: String(entry.points),
    }
  },
}
