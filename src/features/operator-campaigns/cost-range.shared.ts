import { moneyText } from '@/shared/format/money'

/** How much more or less people do because there is a campaign, as a person says it. */
export function changeText(changePercent: number): string {
  if (changePercent === 0) return '大家和平时一样'
  return changePercent > 0 ? `大家比平时多做 ${changePercent}%` : `大家比平时少做 ${-changePercent}%`
}

interface Range {
  readonly p10Fen: number
  readonly p50Fen: number
  readonly p90Fen: number
}

/** What it will cost in eight of ten cases; one number where a budget leaves no room for more or less. */
export function rangeTexts({ p10Fen, p50Fen, p90Fen }: Range): { readonly range: string; readonly note: string } {
  if (p10Fen === p90Fen) return { range: `${moneyText(p50Fen)} 元`, note: '十次里至少有八次正好是这个数' }
  return {
    range: `${moneyText(p10Fen)} 到 ${moneyText(p90Fen)} 元`,
    note: `十次里有八次在这之间，一半的时候不超过 ${moneyText(p50Fen)} 元`,
  }
}

/** Where a range lies on a track that ends at the most, in percent; one without width is still seen. */
export function rangeBar({ p10Fen, p50Fen, p90Fen }: Range, mostFen: number) {
  const percent = (fen: number) => (mostFen === 0 ? 0 : Math.round((fen / mostFen) * 1_000) / 10)
  const left = Math.min(99, percent(p10Fen))
  return { left, width: Math.max(1, percent(p90Fen) - left), middle: percent(p50Fen) }
}
