import * as z from 'zod/mini'
import { id, momentMs, text } from '../../../platform/fields'

/** Kept in limits, quotas, ops and traces: short, so that all of them have room. */
export const campaignId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,24}$/, '只能用字母、数字、_ 和 -，最多 24 个'))

const count = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most))

/** A moment of a campaign. One written in seconds would lie in 1970. */
const moment = momentMs.check(
  z.minimum(1_500_000_000_000, '要写毫秒，例如 1773100800000'),
  z.maximum(4_000_000_000_000),
)

const MOST_POINTS = 100_000_000
const MOST_FEN = 10_000_000_000
const MOST_TIMES = 100_000_000

const notEmpty = <S extends z.ZodMiniType<object>>(schema: S) =>
  schema.check(z.refine((value) => Object.values(value).some((own) => own !== undefined), '不能空着'))

const amounts = {
  points: z.optional(count(1, MOST_POINTS)),
  fen: z.optional(count(1, MOST_FEN)),
  times: z.optional(count(1, MOST_TIMES)),
}
const share = notEmpty(z.strictObject({ points: amounts.points, times: amounts.times }))

/** Its arguments are read by the file of the code, which says what they may be. */
const clause = z.looseObject({ code: id.check(z.maxLength(40)) })

const rule = z.strictObject({
  when: z.string().check(z.minLength(1), z.maxLength(40)),
  conditions: z._default(z.array(clause).check(z.maxLength(8)), []),
  effects: z.array(clause).check(z.minLength(1), z.maxLength(4)),
  stackingGroup: z.optional(id.check(z.maxLength(24))),
})

const MOST_RULES = 20

/** The rules of a kind that is nothing without them. */
export const someRules = z.array(rule).check(z.minLength(1), z.maxLength(MOST_RULES))

/** What every campaign may say, whatever its kind. */
const commonFields = {
  title: text(20),
  text: z.optional(text(200)),
  /** A file of the cloud's storage. */
  picture: z.optional(z.string().check(z.regex(/^cloud:\/\/[\w./-]{1,200}$/, '要填云存储的文件编号，cloud:// 开头'))),
  fromMs: moment,
  untilMs: moment,
  warmUpFromMs: z.optional(moment),
  isPaused: z.optional(z.boolean()),
  audience: z._default(z.array(clause).check(z.maxLength(4)), []),
  rules: z._default(z.array(rule).check(z.maxLength(MOST_RULES)), []),
  priority: z._default(count(0, 999), 0),
  compounds: z._default(z.boolean(), false),
  perEvent: amounts.points,
  perMember: z.optional(share),
  perMemberDay: z.optional(share),
  budget: z.optional(
    notEmpty(
      z.strictObject({
        ...amounts,
        perDay: z.optional(notEmpty(z.strictObject(amounts))),
        perStore: z.optional(notEmpty(z.strictObject(amounts))),
      }),
    ),
  ),
  forecastPointsPerDay: amounts.points,
}

/** A campaign of a kind as an operator writes it. */
export function schemaOf(kind: { readonly kind: string; readonly fields: Readonly<Record<string, z.ZodMiniType>> }) {
  return z.strictObject({ ...commonFields, ...kind.fields, kind: z.literal(kind.kind) })
}

/** What all kinds share of a stored body: enough to run by, whatever else stands beside it. */
export const storedSchema = z.looseObject({ ...commonFields, kind: z.string() })
