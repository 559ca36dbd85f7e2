import * as z from 'zod/mini'
import { businessDate, id, momentMs, text } from '../../../platform/fields'

/** At most ten thousand yuan: more is most often fen written as yuan of another coupon. */
const MOST_FEN = 1_000_000
const fen = z.int().check(z.minimum(1), z.maximum(MOST_FEN))
/** A threshold, where one need not be. */
const thresholdFen = z._default(z.int().check(z.minimum(0), z.maximum(MOST_FEN)), 0)
const count = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most))
const some = <S extends z.ZodMiniType>(item: S, most: number) => z.array(item).check(z.minLength(1), z.maxLength(most))
const categories = some(text(32), 50)

/** Each unit of a stock is a document of its own. */
const MOST_STOCK = 100_000
export const MOST_PER_MEMBER = 100
const MOST_DAYS = 3_650

const common = {
  title: text(20),
  text: z.optional(text(200)),
  /** A file of the cloud's storage. */
  picture: z.optional(z.string().check(z.regex(/^cloud:\/\/[\w./-]{1,200}$/, '要填云存储的文件编号，cloud:// 开头'))),
  /** Null: as many as are wanted. */
  stock: z.nullable(count(1, MOST_STOCK)),
  limitPerMember: count(1, MOST_PER_MEMBER),
  limitPerDay: z.optional(count(1, MOST_PER_MEMBER)),
  validity: z.union([
    z.strictObject({ days: count(1, MOST_DAYS) }),
    z.strictObject({ fromDate: businessDate, untilDate: businessDate }),
  ]),
  stores: z.optional(some(id, 500)),
  claimable: z.boolean(),
  claimFromMs: z.optional(momentMs),
  claimUntilMs: z.optional(momentMs),
  audience: z.optional(z.strictObject({ tiers: some(id, 20) })),
  stackingGroup: z.optional(id),
  givable: z._default(z.boolean(), true),
}

/** A coupon as an operator writes it: what all kinds have, and what one kind has. */
export const templateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('cash'), discountFen: fen, categories: z.optional(categories) }),
  z.strictObject({
    ...common,
    kind: z.literal('threshold'),
    discountFen: fen,
    thresholdFen: fen,
    categories: z.optional(categories),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('percent'),
    percentOff: count(1, 99),
    capFen: fen,
    thresholdFen,
    categories: z.optional(categories),
  }),
  z.strictObject({ ...common, kind: z.literal('exchange'), capFen: fen, categories }),
  z.strictObject({ ...common, kind: z.literal('delivery'), discountFen: fen, thresholdFen, categories }),
])

export type TemplateBody = z.output<typeof templateSchema>

/** Fields that one kind has and another has not: written where they are of no use, they are named as just that. */
export const KIND_FIELDS: ReadonlySet<string> = new Set(['discountFen', 'thresholdFen', 'percentOff', 'capFen'])
