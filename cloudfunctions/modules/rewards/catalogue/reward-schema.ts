import * as z from 'zod/mini'
import type { Json } from '../../../kernel/canonical-json'
import { onceFor } from '../../../kernel/once-for'
import { id, text } from '../../../platform/fields'
import { examine, type Problem } from '../../../platform/problems'
import type { Own, Reward } from '../domain/reward'

const count = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most))

/** Each piece of a stock is a document of its own. */
const MAX_STOCK = 100_000
/** Before this, in milliseconds, is the year 2001: whoever writes such a number means seconds. */
const FIRST_LIKELY_MS = 1_000_000_000_000

const moment = z.int().check(
  z.minimum(0),
  z.refine((atMs) => atMs === 0 || atMs >= FIRST_LIKELY_MS, '要写毫秒，13 位数字，多半写成了秒'),
)

/** What a member reads, in paragraphs. */
const paragraphs = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(1_000),
    z.regex(/^(?:\P{Cc}|\n)+$/u, '只能换行，不能有其他看不见的字符'),
    z.regex(/^\S[\s\S]*\S$|^\S$/u, '前后不能有空格'),
  )

const picture = z
  .string()
  .check(z.regex(/^((https|cloud):\/\/\S{1,240}|\/\S{1,120})$/, '要以 https://、cloud:// 或 / 开头'))

const ids = z.array(id).check(
  z.minLength(1),
  z.maxLength(50),
  z.refine((all) => new Set(all).size === all.length, '有重复的'),
)

const common = {
  title: text(30),
  text: z.optional(paragraphs),
  category: z.optional(text(8)),
  picture: z.optional(picture),
  order: z._default(count(0, 9_999), 100),
  pricePoints: count(1, 100_000_000),
  priceFen: z.optional(count(1, 100_000_000)),
  stock: z.nullable(count(1, MAX_STOCK)),
  limitPerMember: z.nullable(count(1, 1_000)),
  limitPer: z.optional(z.enum(['day', 'month', 'year', 'ever'])),
  onSaleFromMs: moment,
  onSaleUntilMs: z.nullable(moment),
  tiers: z.optional(ids),
}

/** No underscore: a slot is restocked as `<reward>_<slot>`, and both must be told apart. */
const slotId = z.string().check(z.regex(/^[A-Za-z0-9-]{1,32}$/, '只能用字母、数字和 -，最多 32 个'))

const slot = z
  .strictObject({ slotId, startsAtMs: moment, endsAtMs: moment, capacity: count(1, 10_000) })
  .check(
    z.refine(({ startsAtMs, endsAtMs }) => endsAtMs > startsAtMs, { path: ['endsAtMs'], error: '要晚于 startsAtMs' }),
  )

const slots = z.array(slot).check(
  z.minLength(1),
  z.maxLength(100),
  z.refine((all) => new Set(all.map(({ slotId: one }) => one)).size === all.length, 'slotId 有重复的'),
)

const kinds = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('item'),
    delivery: z.optional(z.enum(['send', 'pick_up', 'either'])),
    stores: z.optional(ids),
  }),
  z.strictObject({ ...common, kind: z.literal('code') }),
  z.strictObject({ ...common, kind: z.literal('experience'), slots: z.optional(slots), stores: z.optional(ids) }),
  z.strictObject({
    ...common,
    kind: z.literal('membership'),
    membership: text(12),
    days: count(1, 3_660),
    includes: z._default(z.array(text(40)).check(z.maxLength(8)), []),
  }),
  z.strictObject({ ...common, kind: z.literal('coupon'), templateId: id }),
])

type Written = z.output<typeof kinds>

const problem = (path: string, message: string): Problem => ({ path, message })

/** Sent where nothing says otherwise and nothing is to be paid at the counter: whoever gives no address comes for it. */
const deliveryOf = ({
  delivery,
  priceFen,
}: {
  delivery?: 'send' | 'pick_up' | 'either' | undefined
  priceFen?: number | undefined
}) => delivery ?? (priceFen === undefined ? 'either' : 'pick_up')

/** What contradicts itself, though each field alone is as it must be. */
function contradictions(written: Written): readonly Problem[] {
  const { onSaleFromMs, onSaleUntilMs, priceFen, stock, limitPerMember, limitPer } = written
  const isAtCounter = written.kind === 'experience' || (written.kind === 'item' && deliveryOf(written) === 'pick_up')
  const hasSlots = written.kind === 'experience' && written.slots !== undefined
  const isSentOnly = written.kind === 'item' && deliveryOf(written) === 'send'
  return [
    ...(onSaleUntilMs !== null && onSaleUntilMs <= onSaleFromMs
      ? [problem('onSaleUntilMs', '要晚于 onSaleFromMs；一直卖就写 null')]
      : []),
    ...(priceFen !== undefined && !isAtCounter
      ? [problem('priceFen', '加的钱在柜台收：只有到店自取的礼品（delivery 写 pick_up）和体验可以加钱')]
      : []),
    ...(written.kind === 'code' && stock !== null ? [problem('stock', '卡密导入多少就是多少，写 null')] : []),
    ...(hasSlots && stock !== null ? [problem('stock', '名额写在每一场的 capacity 里，这里写 null')] : []),
    ...(limitPerMember === null && limitPer !== undefined
      ? [problem('limitPer', '没有写每人限几份（limitPerMember），不用写多久算一次')]
      : []),
    ...(isSentOnly && written.stores !== undefined
      ? [problem('stores', '只寄送的礼品没有自取的门店，去掉 stores，或改 delivery')]
      : []),
  ]
}

function ownOf(written: Written): Own {
  switch (written.kind) {
    case 'item':
      return { kind: 'item', delivery: deliveryOf(written), stores: written.stores ?? null }
    case 'code':
      return { kind: 'code' }
    case 'experience':
      return { kind: 'experience', slots: written.slots ?? null, stores: written.stores ?? null }
    case 'membership': {
      const { kind, membership, days, includes } = written
      return { kind, membership, days, includes }
    }
    case 'coupon':
      return { kind: 'coupon', templateId: written.templateId }
  }
}

function rewardFrom(rewardId: string, version: number, written: Written): Reward {
  const { title, order, pricePoints, stock, limitPerMember, onSaleFromMs, onSaleUntilMs } = written
  return {
    rewardId,
    version,
    title,
    text: written.text ?? '',
    category: written.category ?? null,
    picture: written.picture ?? '',
    order,
    pricePoints,
    priceFen: written.priceFen ?? null,
    stock,
    limitPerMember,
    limitPer: written.limitPer ?? 'ever',
    onSaleFromMs,
    onSaleUntilMs,
    tiers: written.tiers ?? null,
    own: ownOf(written),
  }
}

/** A draft as the reward it would be, or all that is wrong with it alone. */
export function readReward(draft: { readonly id: string; readonly body: Readonly<Record<string, unknown>> }): {
  readonly reward: Reward | null
  readonly problems: readonly Problem[]
} {
  const named = examine(id, draft.id, '_id')
  const { value, problems } = examine(kinds, draft.body)
  const all = [...named.problems, ...problems, ...(value ? contradictions(value) : [])]
  return { reward: value && all.length === 0 ? rewardFrom(draft.id, 0, value) : null, problems: all }
}

/** A draft that has no problems, with what it leaves to defaults. */
export function frozenReward(body: Readonly<Record<string, unknown>>): Readonly<Record<string, Json>> {
  return z.parse(kinds, body) as unknown as Readonly<Record<string, Json>>
}

/** A published version as the reward it is. */
export const rewardOf = onceFor(
  ({ id: rewardId, version, body }: { id: string; version: number; body: unknown }): Reward =>
    rewardFrom(rewardId, version, z.parse(kinds, body)),
)
