import { prorate } from '../../../kernel/prorate'
import { type Refusal, refuse } from '../../../kernel/refusal'
import { keptPointsOf, leftFenOf, type OrderLine } from './lines'

export interface AskedRefund {
  readonly amountFen: number
  /** From which lines; null when the shop does not say. */
  readonly lines: readonly { readonly lineId: string; readonly amountFen: number }[] | null
}

export interface DecidedRefund {
  /** The lines after it. */
  readonly lines: readonly OrderLine[]
  /** What is taken back: what the lines keep no more. */
  readonly points: number
  readonly leftFen: number
}

/**
 * What a refund does to the lines of an order. One that names no lines is spread over what is left of each, in
 * proportion. Refused when an order or a line has less than is refunded; nothing is ever cut to fit.
 */
export function refundOf(
  lines: readonly OrderLine[],
  asked: AskedRefund,
): DecidedRefund | Refusal<'invalid_input' | 'refund_exceeds_order'> {
  const problem = problemOf(lines, asked)
  if (problem) return problem
  const leftFen = leftFenOf(lines)
  // guard: refund-fits
  if (asked.amountFen > leftFen) return refuse('refund_exceeds_order', { leftFen })
  const parts = asked.lines
    ? lines.map(({ lineId }) => asked.lines?.find((line) => line.lineId === lineId)?.amountFen ?? 0)
    : prorate(
        asked.amountFen,
        lines.map((line) => line.leftFen),
      )
  const after = lines.map((line, at) => ({ ...line, leftFen: line.leftFen - (parts[at] ?? 0) }))
  // guard: line-refund-fits
  const short = after.find((line) => line.leftFen < 0)
  if (short) {
    const line = lines.find(({ lineId }) => lineId === short.lineId)
    return refuse('refund_exceeds_order', { lineId: short.lineId, leftFen: line?.leftFen ?? 0 })
  }
  return { lines: after, points: keptPointsOf(lines) - keptPointsOf(after), leftFen: leftFenOf(after) }
}

/** Lines that are not the order's, named twice, or that add up to something else. */
function problemOf(lines: readonly OrderLine[], asked: AskedRefund): Refusal<'invalid_input'> | null {
  if (!asked.lines) return null
  const names = asked.lines.map(({ lineId }) => lineId)
  const wrong = names.findIndex(
    (name, at) => names.indexOf(name) !== at || !lines.some(({ lineId }) => lineId === name),
  )
  if (wrong >= 0) return refuse('invalid_input', { path: `input.lines.${wrong}.lineId` })
  const sum = asked.lines.reduce((total, { amountFen }) => total + amountFen, 0)
  return sum === asked.amountFen ? null : refuse('invalid_input', { path: 'input.lines', sum })
}
