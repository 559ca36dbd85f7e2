/** One line of what is being bought. Money is fen. */
export interface CartLine {
  readonly lineId: string
  /** What the shop calls this kind of goods; empty when it does not say. */
  readonly category: string
  readonly amountFen: number
}

/** What a shop says of a line. */
export interface GivenLine {
  readonly lineId: string
  readonly amountFen: number
  readonly category?: string | undefined
}

/** The line of an amount that came without any. */
const WHOLE_ORDER = 'order'

export const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0)

/** The lines of an amount; one that came without lines is one line of no category. */
export function cartOf(amountFen: number, lines: readonly GivenLine[] | null): readonly CartLine[] {
  return (lines ?? [{ lineId: WHOLE_ORDER, amountFen }]).map((line) => ({
    lineId: line.lineId,
    category: line.category ?? '',
    amountFen: line.amountFen,
  }))
}
