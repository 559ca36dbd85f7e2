import { businessDateOf } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import { storesInForce } from '../../staff'
import type { Terms } from '../domain/terms'
import { lastDateOf } from '../domain/validity'
import { benefitText, validityText } from '../domain/wording'
import type { Coupon } from '../store'
import { couponTemplate, termsOf } from '../templates/in-force'

/** How many names are told before it is only said how many there are. */
const NAMED = 3

function listed(names: readonly string[], counted: string): string {
  const first = names.slice(0, NAMED).join('、')
  return names.length > NAMED ? `${first}等 ${names.length} ${counted}` : first
}

/** What stores are called now, by their ids: looked up once for all that a page shows. */
export type StoreNames = ReadonlyMap<string, string>

export async function storeNames(work: Work): Promise<StoreNames> {
  return new Map((await storesInForce(work)).map(({ storeId, name }) => [storeId, name]))
}

/** Where a coupon counts: 西湖店、东站店可用；限咖啡. */
function scopeText({ stores, categories }: Terms, names: StoreNames): string {
  // A store that has closed since is no place to go to.
  const open = stores?.flatMap((storeId) => names.get(storeId) ?? [])
  const where = open ? (open.length === 0 ? '可用的门店都已停用' : `${listed(open, '家')}可用`) : '全部门店可用'
  return categories === null ? where : `${where}；限${listed(categories, '类')}`
}

export function shownTerms(terms: Terms, names: StoreNames) {
  const { title, benefit, text, picture } = terms
  return { title, kind: benefit.kind, benefit: benefitText(benefit), scope: scopeText(terms, names), text, picture }
}

/** What a coupon will be that is issued now: what it gives, where, and how long. Null where there are none of it any more. */
export async function promisedCoupon(work: Work, templateId: string) {
  const template = await couponTemplate(work, templateId)
  if (!template) return null
  const { benefit, scope } = shownTerms(termsOf(template), await storeNames(work))
  return { benefit, scope, validity: validityText(template.body.validity) }
}

/** The terms of a coupon that somebody has. */
export function termsFor({ op, terms }: Pick<Coupon, 'op' | 'terms'>): Terms {
  if (!terms) throw new Error(`coupon ${op} has no terms`)
  return terms
}

/** A coupon by what its own document says: the same for ever, so that a command's repetition is answered by it. */
export function couponHead(coupon: Pick<Coupon, 'op' | 'terms' | 'usableFromMs' | 'endsAtMs'>) {
  const { title, benefit } = termsFor(coupon)
  return {
    couponId: coupon.op,
    title,
    kind: benefit.kind,
    benefit: benefitText(benefit),
    usableFrom: businessDateOf(coupon.usableFromMs),
    usableUntil: lastDateOf(coupon),
    endsAtMs: coupon.endsAtMs,
  }
}
