import { shownMoment } from '../../../kernel/business-date'
import { type Refusal, refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { DEFAULT_PAGE_SIZE } from '../../../platform/fields'
import type { ContextOf } from '../../../platform/module'
import { type Account, accountOf, freeUnits, isOnSale } from '../../ledger'
import { claimEndMs, limitReached, notOpenAt } from '../domain/claiming'
import { placeIn, windowOf } from '../domain/validity'
import { validityText } from '../domain/wording'
import { type StoreNames, shownTerms, storeNames } from '../shown/shown-terms'
import { type Coupon, coupons } from '../store'
import { type CouponTemplate, templatesInForce, termsOf } from '../templates/in-force'
import { couponStock } from '../templates/stock-kind'
import { notOfAudience } from './audience'
import type { claimContract } from './contract'

type OffersContext = ContextOf<(typeof claimContract)['coupons.offers']>
type NotClaimable = Refusal<'not_open' | 'not_eligible' | 'limit_reached' | 'sold_out'>

/** More than the claims of any member of the templates on one page. */
const MOST_CLAIMS = 1_000

function whyText({ code, params }: NotClaimable): string {
  switch (code) {
    case 'not_open':
      if (params.why === 'early') return `${shownMoment(Number(params.claimFromMs)).slice(0, 16)} 开始领取`
      return params.why === 'preparing' ? '马上开始，请稍后再来' : '已经结束'
    case 'not_eligible':
      return `${params.tiers}会员可以领`
    case 'limit_reached':
      return params.per === 'day' ? '今天已经领过，明天再来' : '已经领过'
    case 'sold_out':
      return '已经领完'
  }
}

/** Those that members may claim, by their ids, as long as there is something to show of them. */
async function offered(work: Work): Promise<readonly CouponTemplate[]> {
  const templates = await templatesInForce(work)
  return templates
    .filter(({ body }) => body.claimable && placeIn(windowOf(body.validity, work.nowMs), work.nowMs) !== 'over')
    .sort((one, other) => (one.templateId < other.templateId ? -1 : 1))
}

/** What an account has claimed of templates that stand beside each other: one read for a page. */
async function claimsAmong(work: Work, { _id: claimant }: Account, page: readonly CouponTemplate[]) {
  const [first, last] = [page[0], page.at(-1)]
  if (!first || !last) return []
  // A space comes before every character of an id: so the last one is the last within.
  const range = { from: first.templateId, below: `${last.templateId} ` }
  return (await work.store.find(coupons, { index: 'byClaimant', equals: { claimant }, range, limit: MOST_CLAIMS }))
    .items
}

/** What all offers of a page are looked at with. */
interface Beside {
  readonly account: Account
  readonly claims: readonly Coupon[]
  readonly names: StoreNames
}

async function offerOf(
  work: Work,
  { templateId, body, ...template }: CouponTemplate,
  { account, claims, names }: Beside,
) {
  const { stock, limitPerMember, validity, claimFromMs = null } = body
  const sku = couponStock.skuOf(templateId)
  const had = claims.filter((claim) => claim.template === templateId).map(({ atMs }) => atMs)
  const left = stock === null ? null : await freeUnits(work, couponStock, sku)
  const isReady = stock === null || (await isOnSale(work, sku))
  const not: NotClaimable | null =
    notOpenAt(body, work.nowMs) ??
    (isReady ? null : refuse('not_open', { why: 'preparing' })) ??
    (await notOfAudience(work, body, async () => account)) ??
    limitReached(body, had, work.today) ??
    (left === 0 ? refuse('sold_out') : null)
  return {
    ...shownTerms(termsOf({ templateId, body, ...template }), names),
    templateId,
    validityText: validityText(validity),
    left,
    limitLeft: Math.max(0, limitPerMember - had.length),
    state: not ? not.code : ('open' as const),
    why: not && whyText(not),
    claimFromMs,
    claimUntilMs: claimEndMs(body),
  }
}

/** A page of what members may claim, for the caller. */
export async function offers(context: OffersContext, { cursor = '', limit = DEFAULT_PAGE_SIZE }) {
  const account = await accountOf(context, context.caller.memberId)
  if (!account) return refuse('not_a_member')
  const rest = (await offered(context)).filter(({ templateId }) => templateId > cursor)
  const page = rest.slice(0, limit)
  const claims = await claimsAmong(context, account, page)
  const beside = { account, claims, names: await storeNames(context) }
  const items = await Promise.all(page.map((template) => offerOf(context, template, beside)))
  return { items, next: rest.length > page.length ? (page.at(-1)?.templateId ?? null) : null }
}
