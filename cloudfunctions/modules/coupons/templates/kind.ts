import * as z from 'zod/mini'
import type { Json } from '../../../kernel/canonical-json'
import type { Work } from '../../../platform/context'
import { examine, type Problem } from '../../../platform/problems'
import type { Publishable } from '../../../platform/publishing'
import { beginStock, firstPartOf, openStock } from '../../ledger'
import { storesInForce } from '../../staff'
import { ladderAt } from '../../tiers'
import { KIND_TEXTS } from '../domain/wording'
import { contradictionsOf } from './contradictions'
import { couponTemplate, TEMPLATES } from './in-force'
import { KIND_FIELDS, type TemplateBody, templateSchema } from './schema'
import { couponStock } from './stock-kind'
import { templateDrafts } from './store'

/** A field of another kind is no misspelt name: it is said what it is. */
function namedFor(kind: unknown, problem: Problem): Problem {
  const name = KIND_TEXTS[kind as keyof typeof KIND_TEXTS]
  const isOfAnother = name !== undefined && KIND_FIELDS.has(problem.path) && problem.message.startsWith('没有这一项')
  return isOfAnother ? { ...problem, message: `${name}用不到这一项` } : problem
}

function unknownOnes(path: string, ids: readonly string[], known: readonly string[], message: string): Problem[] {
  return ids.flatMap((one, at) => {
    if (ids.indexOf(one) !== at) return [{ path: `${path}.${at}`, message: '写重了' }]
    return known.includes(one) ? [] : [{ path: `${path}.${at}`, message }]
  })
}

/** Days that are over, unless they are those of what is in force: that may end, and be published with other words. */
async function problemsOfDays(work: Work, id: string, { validity }: TemplateBody): Promise<Problem[]> {
  if (!('untilDate' in validity) || validity.untilDate >= work.today) return []
  const inForce = await couponTemplate(work, id)
  const before = inForce?.body.validity
  const isAsBefore = before && 'untilDate' in before && before.untilDate === validity.untilDate
  return isAsBefore ? [] : [{ path: 'validity.untilDate', message: '已经过去了；不再用的草稿可以删掉' }]
}

/** What a template names that is not published, and a stock that is another than what was made. */
async function problemsBeside(work: Work, id: string, body: TemplateBody): Promise<Problem[]> {
  const stores = (await storesInForce(work)).map(({ storeId }) => storeId)
  const tiers = (await ladderAt(work, work.nowMs)).map(({ tierId }) => tierId)
  const made = await firstPartOf(work, couponStock.skuOf(id))
  const isOther = made !== null && made.to !== body.stock
  return [
    ...unknownOnes('stores', body.stores ?? [], stores, '没有这家门店，或者还没有发布'),
    ...unknownOnes('audience.tiers', body.audience?.tiers ?? [], tiers, '没有这个等级，或者还没有发布'),
    ...(isOther ? [{ path: 'stock', message: `第一次发布的是 ${made.to}，不能改；补货用 ops.restock` }] : []),
  ]
}

export const templatesKind: Publishable = {
  kind: TEMPLATES,
  title: '优惠券',
  drafts: templateDrafts,
  isRetirable: true,
  async problems(work, { id, body }) {
    const { value, problems } = examine(templateSchema, body)
    if (!value) return problems.map((problem) => namedFor(body.kind, problem))
    return [
      ...contradictionsOf(value),
      ...(await problemsOfDays(work, id, value)),
      ...(await problemsBeside(work, id, value)),
    ]
  },
  frozen: (_, body) => z.parse(templateSchema, body) as Readonly<Record<string, Json>>,
  async published(work, { id, body }) {
    const { stock } = z.parse(templateSchema, body)
    if (stock === null) return
    await openStock(work, couponStock, id, stock)
    await beginStock(work)
  },
}
