import { type Refusal, refuse } from '../../../kernel/refusal'
import { MAX_ROUNDS } from './identity'
import type { GivenLine } from './lines'

/** A purchase as somebody reports it. */
export interface Purchase {
  readonly key: string
  readonly inputHash: string
  readonly memberId: string
  readonly amountFen: number
  /** Null when it came without lines. */
  readonly lines: readonly GivenLine[] | null
  /** Null when it is just being paid. */
  readonly paidAtMs: number | null
  /** When an operator asked for it to be recorded; absent where a till or a clerk reports. */
  readonly askedAtMs?: number
}

/** An order that has the number already, as far as it matters here. */
export interface Round extends Omit<Purchase, 'paidAtMs' | 'askedAtMs'> {
  readonly round: number
  /** Other commands that were answered by it. */
  readonly repeats: readonly Pick<Purchase, 'key' | 'inputHash'>[]
  readonly leftFen: number
  /** When the last refund was recorded; null when none was. */
  readonly refundedAtMs: number | null
  /** Taken back because it should never have been recorded. */
  readonly isUndone: boolean
}

type Content = Pick<Purchase, 'memberId' | 'amountFen' | 'lines'>

export type Place<R extends Round> =
  | { readonly is: R }
  | { readonly opens: number }
  | Refusal<'key_reused_with_other_input' | 'order_exists_with_other_content'>

/** Whether two reports may be of one purchase. One of them may not have said which lines it had. */
function isSame(one: Content, other: Content): boolean {
  if (one.memberId !== other.memberId || one.amountFen !== other.amountFen) return false
  if (!one.lines || !other.lines) return true
  const textOf = (lines: readonly GivenLine[]) =>
    JSON.stringify(lines.map(({ lineId, amountFen, category = '' }) => `${lineId}|${amountFen}|${category}`).sort())
  return textOf(one.lines) === textOf(other.lines)
}

/** Whether a purchase was paid, or meant to be recorded again, after a round was taken back whole. */
function isAnew(last: Round, { paidAtMs, askedAtMs }: Purchase): boolean {
  if (last.leftFen > 0 || last.refundedAtMs === null) return false
  if (paidAtMs === null || paidAtMs > last.refundedAtMs) return true
  return last.isUndone && askedAtMs !== undefined && askedAtMs > last.refundedAtMs
}

/**
 * What a purchase is, given the rounds that its number has: one of them that is reported again, or a new one. A payment
 * of before the last refund changes nothing, however late it is delivered; of after, it is paid again. An order that was
 * undone stands in nobody's way: what is then reported with other content was meant all along, and what an operator then
 * imports is recorded anew.
 */
export function placeOf<R extends Round>(rounds: readonly R[], purchase: Purchase): Place<R> {
  const last = rounds.at(-1)
  if (!last) return { opens: 1 }
  const answered = rounds.flatMap((is) => [is, ...is.repeats].map(({ key, inputHash }) => ({ is, key, inputHash })))
  const own = answered.find(({ key }) => key === purchase.key)
  // guard: order-same-input
  if (own) return own.inputHash === purchase.inputHash ? { is: own.is } : refuse('key_reused_with_other_input')
  const again = [...rounds].reverse().find((round) => isSame(round, purchase))
  // guard: paid-anew
  const isNew = isAnew(last, purchase) || (last.isUndone && last.leftFen === 0 && !again)
  if (isNew && last.round < MAX_ROUNDS) return { opens: last.round + 1 }
  // guard: order-same-content
  return again && !isNew ? { is: again } : refuse('order_exists_with_other_content')
}
