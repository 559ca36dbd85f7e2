import * as z from 'zod/mini'
import { id, points, text } from '../../platform/fields'
import { WHOLE_PPM } from './domain/outcome'

/** The most prizes that a wheel still shows by name. */
const MOST_PRIZES = 12
/** Each piece of a stock is a document of its own. */
const MOST_STOCK = 100_000
const MOST_DRAWS_A_DAY = 20
const FACT_LENGTH = 300

const count = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most))
/** Short enough that a draw's record has room for it. */
const prizeId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,16}$/, '只能用字母、数字、_ 和 -，最多 16 个'))

const drawable = { prizeId, name: text(20), oddsPpm: count(0, WHOLE_PPM) }
// Beyond what the regulation allows, so that too dear a prize is refused by its own reason.
const worth = { ...drawable, valueFen: z.int().check(z.minimum(1), z.maximum(10_000_000_000)) }
const stock = z.nullable(count(1, MOST_STOCK))

const prize = z.discriminatedUnion('kind', [
  z.strictObject({ ...worth, kind: z.literal('points'), points, stock }),
  z.strictObject({ ...worth, kind: z.literal('coupon'), templateId: id, stock }),
  z.strictObject({
    ...worth,
    kind: z.literal('item'),
    templateId: id,
    stock: count(1, MOST_STOCK),
    isUseRight: z.optional(z.boolean()),
  }),
  z.strictObject({ ...drawable, kind: z.literal('thanks') }),
])

/** What the regulation asks to be published: absent, it says so by name. */
function fact(what: string) {
  const error = ({ input }: { readonly input?: unknown }) =>
    input === undefined ? `必填：规定要求抽奖公示${what}` : undefined
  return z
    .string({ error })
    .check(z.minLength(1), z.maxLength(FACT_LENGTH), z.regex(/^\S(?:.*\S)?$/u, '前后不能有空格，也不能换行'))
}

const disclosure = z.strictObject(
  {
    organiser: fact('主办方'),
    contact: fact('联系方式'),
    conditions: fact('参加条件'),
    drawTime: fact('抽奖时间'),
    drawMethod: fact('抽奖方式'),
    claimTime: fact('兑奖时间'),
    claimConditions: fact('兑奖条件'),
    claimMethod: fact('兑奖方式'),
    delivery: fact('奖品交付方式'),
    forfeiture: fact('弃奖条件'),
    prizeRules: fact('作为奖品的积分和券的使用规则'),
    minors: fact('未成年人参加的提示'),
  },
  { error: ({ input }) => (input === undefined ? '必填：规定要求抽奖公示的事项' : undefined) },
)

/** What a wheel has beside what every campaign has. */
export const wheelFields = {
  prizes: z.array(prize).check(z.minLength(2), z.maxLength(MOST_PRIZES)),
  fallback: prizeId,
  freePerDay: z._default(count(0, MOST_DRAWS_A_DAY), 0),
  pricePoints: z.optional(points),
  mostPerDay: count(1, MOST_DRAWS_A_DAY),
  disclosure,
}

/** The wheel's part of a campaign's document, whatever else is in it. */
export const wheelSchema = z.object(wheelFields)
