import * as z from 'zod/mini'
import { type Entry, entryTitles } from '../ledger'

const traceSchema = z.object({ reason: z.string() })

/** The reason an operator gave, as the member reads it. */
function reasonOf({ trace }: Entry): string {
  return z.parse(traceSchema, trace).reason
}

/** What operators cause, in the words of a statement. */
export const operatorTitles = entryTitles.with(
  { refKind: 'adjustment', title: (entry) => `人工调整：${reasonOf(entry)}` },
  { refKind: 'reinstatement', title: (entry, points) => `找回过期${points}：${reasonOf(entry)}` },
  { refKind: 'grant', title: (entry, points) => `赠送${points}：${reasonOf(entry)}` },
  { refKind: 'grant_undone', title: (entry, points) => `收回误送的${points}：${reasonOf(entry)}` },
  { refKind: 'merge', title: (entry) => `合并会员号：${reasonOf(entry)}` },
  { refKind: 'merge_undone', title: (entry) => `撤销合并会员号：${reasonOf(entry)}` },
)
