import type { Data } from '@/shared/api'
import { pointsText } from '@/shared/format/points'

type Points = Data<'members.me'>['points']

/** What there is beside the balance, in plain words: what is still to come and what is owed. */
export function pointsNotes({ pending, debt }: Pick<Points, 'pending' | 'debt'>, name: string): readonly string[] {
  const notes: string[] = []
  if (pending > 0) notes.push(`另有 ${pointsText(pending)} ${name}待到账`)
  if (debt > 0) notes.push(`欠 ${pointsText(debt)} ${name}，之后获得的先抵扣`)
  return notes
}
