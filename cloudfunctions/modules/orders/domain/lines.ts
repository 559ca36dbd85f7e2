import { prorate } from '../../../kernel/prorate'
import { type Refusal, refuse } from '../../../kernel/refusal'

/** One line of an order, with what of it stands. Money is fen. */
export interface OrderLine {
  readonly lineId: string
  /** What the shop calls this kind of goods; empty when it does not say. */
  readonly category: string
  readonly amountFen: number
  /** Whether it earns points, by the settings when the order was recorded. */
  readonly earns: boolean
  /** What was not refunded. */
  readonly leftFen: number
  /** What the line earned: its share of the order's points. */
  readonly points: number
}

export interface GivenLine {
  readonly lineId: string
  readonly amountFen: number
  readonly category?: string | undefined
}

/** The line of an order that came without any. */
const WHOLE_ORDER = 'order'

const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0)

/** Why lines cannot be those of an amount: two of one name, or another sum. Null when they can. */
export function problemOfLines(amountFen: number, lines: readonly GivenLine[] | null): Refusal<'invalid_input'> | null {
  if (!lines) return null
  const names = lines.map(({ lineId }) => lineId)
  const double = names.findIndex((name, at) => names.indexOf(name) !== at)
  if (double >= 0) return refuse('invalid_input', { path: `input.lines.${double}.lineId` })
  const sum = sumOf(lines.map((line) => line.amountFen))
  return sum === amountFen ? null : refuse('invalid_input', { path: 'input.lines', sum })
}

/** The lines of an order before it has earned anything; an order that came without lines is one line. */
export function linesOf(
  amountFen: number,
  lines: readonly GivenLine[] | null,
  excludedCategories: readonly string[],
): readonly OrderLine[] {
  return (lines ?? [{ lineId: WHOLE_ORDER, amountFen }]).map((line) => {
    const category = line.category ?? ''
    const earns = !excludedCategories.includes(category)
    return { lineId: line.lineId, category, amountFen: line.amountFen, earns, leftFen: line.amountFen, points: 0 }
  })
}

/** What of an order earns points. */
export function eligibleFenOf(lines: readonly OrderLine[]): number {
  return sumOf(lines.filter(({ earns }) => earns).map(({ amountFen }) => amountFen))
}

/** Gives an order's points to its lines, in proportion to what of each earns: they add up to the order's. */
export function withPoints(lines: readonly OrderLine[], points: number): readonly OrderLine[] {
  if (points === 0) return lines.map((line) => ({ ...line, points: 0 }))
  // A campaign may give for an order of which nothing earns by the programme's own rules.
  const isEarning = lines.some(({ earns }) => earns)
  const shares = prorate(
    points,
    lines.map(({ earns, amountFen }) => (earns || !isEarning ? amountFen : 0)),
  )
  return lines.map((line, at) => ({ ...line, points: shares[at] ?? 0 }))
}

/**
 * What a line keeps of its points: in proportion to what of it was not refunded, rounded down. It depends on what is
 * left and not on the steps that led there, so any sequence of refunds that ends in nothing has taken everything.
 */
function keptOf({ points, leftFen, amountFen }: OrderLine): number {
  return Number((BigInt(points) * BigInt(leftFen)) / BigInt(amountFen))
}

/** What an order keeps of its points. */
export function keptPointsOf(lines: readonly OrderLine[]): number {
  return sumOf(lines.map(keptOf))
}

/** What of an order was not refunded. */
export function leftFenOf(lines: readonly OrderLine[]): number {
  return sumOf(lines.map(({ leftFen }) => leftFen))
}
