import { dateOf, momentText } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import type { MyDraw } from './check.shared'

/** What was given, in one line. */
export function prizeText({ prize }: Pick<MyDraw, 'prize'>, pointsName: string): string {
  return prize.kind === 'points' ? `${pointsText(prize.points ?? 0)} ${pointsName}` : prize.name
}

/** When, and as which of how many. */
export function whenText({ title, draw }: Pick<MyDraw, 'title' | 'draw'>, nowMs: number): string {
  return `${title} 第 ${draw.number} 次 · ${momentText(draw.atMs, dateOf(nowMs))}`
}
