import * as z from 'zod/mini'
import { isBusinessDate } from '../kernel/business-date'

/**
 * Schemas of the values that every contract speaks of, each with its bound. A check that no general sentence fits says in
 * Chinese what it asks for: operators read it when they publish a document.
 */

/** Points or fen of one movement: a positive integer, small enough that sums stay exact. */
const MAX_POINTS = 1_000_000_000
export const points = z.int().check(z.minimum(1), z.maximum(MAX_POINTS))
export const balance = z.int().check(z.minimum(0))

export const businessDate = z.string().check(z.refine(isBusinessDate, '要写成 2026-03-10 这样的日期'))
export const momentMs = z.int().check(z.minimum(0))

/** A text that a person typed: no control characters, trimmed by the one who types. */
export const text = (maxLength: number) =>
  z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(maxLength),
      z.regex(/^\P{Cc}+$/u, '不能有换行等看不见的字符'),
      z.regex(/^\S(?:.*\S)?$/u, '前后不能有空格'),
    )

/** An id from a caller, an operator or a partner. */
export const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, '只能用字母、数字、_ 和 -，最多 64 个'))

const MAX_REASON_LENGTH = 60
/** Why, as the member reads it too. Half a character could not be stored in a trace of known size. */
export const reason = text(MAX_REASON_LENGTH).check(z.regex(/^\P{Cs}+$/u, '有半个字符'))

/** Who gives a command: a name, since the console does not say who sits before it. */
export const operator = text(32)

/** Lists take a cursor and a limit, and answer items and the next cursor, null at the end. */
export const pageInput = {
  cursor: z.optional(z.string().check(z.maxLength(128))),
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(50))),
}
export const DEFAULT_PAGE_SIZE = 20
export const pageOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.nullable(z.string()) })

export const nothing = z.strictObject({})
