import { type Refusal, refuse } from '../../kernel/refusal'
import type { Work } from '../../platform/context'
import { Busy, ensureDocument, untilSettled } from '../../platform/guarded-store'
import { claimUnit, isBeingMade, takeUnit, unitOf } from '../ledger'
import { couponIdOf, ownOf, unstockedCoupon } from './coupon'
import { windowOf } from './domain/validity'
import { follow } from './follow'
import { type Channel, type Coupon, coupons, freeCoupon } from './store'
import { type CouponTemplate, couponTemplate, templateVersion, termsOf } from './templates/in-force'
import { couponStock } from './templates/stock-kind'

/** A coupon that somebody gets without claiming it. */
export interface Issuing {
  readonly templateId: string
  /** The version it is to be of, where that was promised before; the one in force when absent. */
  readonly version?: number
  /** What it is issued for: asked again, the coupon is the same. */
  readonly op: string
  readonly member: string
  readonly channel: Exclude<Channel, 'claimed' | 'given'>
  /** The order of the mall, the batch, the purchase it comes from, for who looks into it. */
  readonly source?: string
  /** What it takes off, where it is not the template that says so: of a template for cash. */
  readonly discountFen?: number
}

type NotIssued = Refusal<'no_such_template' | 'sold_out'>

/** What an op has already: its coupon, or that there was none. */
async function issuedBefore(work: Work, couponId: string): Promise<Coupon | Refusal<'sold_out'> | null> {
  const known = await unitOf(work, coupons, couponId)
  return known?.state === 'tombstone' ? refuse('sold_out') : known
}

/** What was decided about an op just now, by us or by others: it is there. */
function known<T>(decided: T | null): T {
  if (decided === null) throw new Error('what was just decided is not there')
  return decided
}

function givenBy(work: Work, template: CouponTemplate, { op, member, channel, source = '', discountFen }: Issuing) {
  const { templateId, version, body } = template
  const terms = termsOf(template)
  const benefit =
    discountFen !== undefined && terms.benefit.kind === 'cash' ? { ...terms.benefit, discountFen } : terms.benefit
  const window = windowOf(body.validity, work.nowMs)
  return {
    couponId: couponIdOf(op),
    member,
    template: templateId,
    version,
    terms: { ...terms, benefit },
    channel,
    source,
    ...window,
  }
}

/**
 * Issues a coupon, once for each op: asked again, whatever was published meanwhile, it is the same coupon, and what was
 * sold out stays sold out. No limit of members and no window of claiming counts here: who issues has decided.
 */
export async function issueCoupon(work: Work, issuing: Issuing): Promise<Coupon | NotIssued> {
  const { templateId, version } = issuing
  const couponId = couponIdOf(issuing.op)
  const template =
    version === undefined ? await couponTemplate(work, templateId) : await templateVersion(work, templateId, version)
  if (!template) return (await issuedBefore(work, couponId)) ?? refuse('no_such_template')
  const given = givenBy(work, template, issuing)
  if (template.body.stock === null) {
    const coupon = await ensureDocument(work, coupons, unstockedCoupon(work, given))
    return coupon ?? known(await issuedBefore(work, couponId))
  }
  const claim = { sku: couponStock.skuOf(templateId), op: couponId, member: issuing.member, own: ownOf(work, given) }
  if (await isBeingMade(work, claim.sku)) {
    // More come in a moment: that there is nothing is not written down before they are there.
    const before = await issuedBefore(work, couponId)
    if (!before && !(await takeUnit(work, claim, couponStock))) throw new Busy(`${claim.sku} is just being made`)
  }
  await claimUnit(work, claim, couponStock)
  return known(await issuedBefore(work, couponId))
}

/**
 * Takes back a coupon that was issued and not spent; after this, one that was still on its way does not come. A coupon
 * that came back to the member is taken back where it is now; one that a friend has is theirs.
 */
export async function withdrawCoupon(work: Work, op: string): Promise<'withdrawn' | 'spent' | 'never_issued'> {
  return withdraw(work, couponIdOf(op))
}

async function withdraw(work: Work, couponId: string): Promise<'withdrawn' | 'spent' | 'never_issued'> {
  const ended = await untilSettled<Coupon | null>(work, async () => {
    const coupon = await unitOf(work, coupons, couponId)
    if (!coupon) {
      const base = { _id: `none|${couponId}`, schema: 1, sku: '', state: 'tombstone', op: couponId } as const
      // guard: withdrawal-fence
      const fence = await work.store.insert(coupons, freeCoupon({ ...base, member: '', atMs: work.nowMs }))
      return fence === 'inserted' ? { value: null } : 'again'
    }
    const { _id, state } = coupon
    if (state === 'tombstone') return { value: null }
    if (state !== 'claimed' && state !== 'giving') return { value: coupon }
    // guard: withdrawn-unspent
    const isOurs = await work.store.update(coupons, { _id, state }, { set: { state: 'withdrawn', giftUntilMs: null } })
    return isOurs ? { value: { ...coupon, state: 'withdrawn' } } : 'again'
  })
  if (!ended) return 'never_issued'
  // What is just coming back is made first: a fence in its place would leave its return open for ever.
  if (ended.state === 'returned') return withdraw(work, (await follow(work, ended)).op)
  return ended.state === 'withdrawn' ? 'withdrawn' : 'spent'
}
