import { type Refusal, refuse } from '../../../kernel/refusal'
import { untilSettled } from '../../../platform/guarded-store'
import type { ContextOf } from '../../../platform/module'
import { isBeingMade, isOnSale, takeUnit } from '../../ledger'
import { couponIdOf, type Given, ownOf, unstockedCoupon } from '../coupon'
import { limitReached, notOpenAt } from '../domain/claiming'
import { windowOf } from '../domain/validity'
import { enrolledAs } from '../enrolled'
import { type Coupon, coupons } from '../store'
import { type CouponTemplate, couponTemplate, termsOf } from '../templates/in-force'
import { MOST_PER_MEMBER, type TemplateBody } from '../templates/schema'
import { couponStock } from '../templates/stock-kind'
import { notAmong } from './audience'
import type { claimContract } from './contract'

type ClaimContext = ContextOf<(typeof claimContract)['coupons.claim']>
type Refused =
  | 'not_a_member'
  | 'not_open'
  | 'not_eligible'
  | 'limit_reached'
  | 'sold_out'
  | 'busy'
  | 'key_reused_with_other_input'
/** What a claim's reply is made of, whether it was just written or found: which unit of a stock it took is not told. */
type Claimed = Pick<Coupon, 'op' | 'terms' | 'usableFromMs' | 'endsAtMs'>

/** All that an account has ever claimed of a template. */
async function claimsOf(context: ClaimContext, claimant: string, template: string): Promise<readonly Coupon[]> {
  const equals = { claimant, template }
  return (await context.store.find(coupons, { index: 'byClaimant', equals, limit: MOST_PER_MEMBER })).items
}

/** What the command has been answered with already, whatever has become of the template since; null when nothing. */
async function answered(context: ClaimContext): Promise<Claimed | Refusal<'key_reused_with_other_input'> | null> {
  const { key, inputHash } = context.command
  const [coupon] = (await context.store.find(coupons, { index: 'byKey', equals: { key }, limit: 1 })).items
  if (!coupon) return null
  // guard: claim-same-input
  return coupon.inputHash === inputHash ? coupon : refuse('key_reused_with_other_input')
}

/** Why nobody like the caller may claim a template now; null when they may. */
async function objectionTo(
  context: ClaimContext,
  { templateId, body }: CouponTemplate,
): Promise<Refusal<'not_open' | 'not_eligible'> | null> {
  const notOpen = notOpenAt(body, context.nowMs)
  if (notOpen) return notOpen
  // guard: on-sale
  if (body.stock !== null && !(await isOnSale(context, couponStock.skuOf(templateId))))
    return refuse('not_open', { why: 'preparing' })
  return notAmong(context, body, context.caller.memberId)
}

interface Draft {
  readonly given: Given
  readonly by: Pick<Coupon, 'claimant' | 'claimNo' | 'claimedAtMs' | 'key' | 'inputHash'>
}

/** The coupon that an account has when it claims a template for the so-many-eth time. */
function draftOf(context: ClaimContext, claimant: string, template: CouponTemplate, claimNo: number): Draft {
  const { templateId, version, body } = template
  const { key, inputHash } = context.command
  return {
    given: {
      couponId: couponIdOf(`cp|${templateId}|${claimant}|${claimNo}`),
      member: context.caller.memberId,
      template: templateId,
      version,
      terms: termsOf(template),
      channel: 'claimed',
      source: '',
      ...windowOf(body.validity, context.nowMs),
    },
    by: { claimant, claimNo, claimedAtMs: context.nowMs, key, inputHash },
  }
}

/** Takes a unit of the stock, or makes one where there is no end of them; false when none is free or the place is taken. */
async function take(context: ClaimContext, { stock }: TemplateBody, { given, by }: Draft): Promise<boolean> {
  if (stock === null)
    return (await context.store.insert(coupons, { ...unstockedCoupon(context, given), ...by })) === 'inserted'
  const { couponId: op, member, template } = given
  const claim = { sku: couponStock.skuOf(template), op, member, own: { ...ownOf(context, given), ...by } }
  return takeUnit(context, claim, couponStock)
}

type Answer = Claimed | Refusal<Refused>

/** Where a claim stands that could not take a place: it is answered, or there is a place to try next. */
async function standing(
  context: ClaimContext,
  { templateId, body }: CouponTemplate,
  tried: { readonly claimant: string; readonly claimNo: number },
): Promise<{ readonly answer: Answer } | { readonly claimNo: number }> {
  const had = await claimsOf(context, tried.claimant, templateId)
  const mine = had.find(({ key }) => key === context.command.key)
  if (mine) return { answer: mine }
  const claimedAtMs = had.map(({ atMs }) => atMs)
  // guard: claim-limit
  const limited = limitReached(body, claimedAtMs, context.today)
  // The place is free and yet was not to be had: another template may have the key. It may also, where this one refuses.
  const isTaken = had.some(({ claimNo }) => claimNo === tried.claimNo)
  const answer = (limited || !isTaken ? await answered(context) : null) ?? limited
  return answer ? { answer } : { claimNo: had.length + 1 }
}

/** Claims the account's next coupon of a template. The place is the account's own, so two claims at once are one place. */
async function takeNext(context: ClaimContext, claimant: string, template: CouponTemplate): Promise<Answer> {
  const { templateId, body } = template
  let claimNo = 1
  let isFirst = true
  return untilSettled<Answer>(context, async () => {
    const now = isFirst ? { claimNo } : await standing(context, template, { claimant, claimNo })
    isFirst = false
    if ('answer' in now) return { value: now.answer }
    claimNo = now.claimNo
    const draft = draftOf(context, claimant, template, claimNo)
    if (await take(context, body, draft)) return { value: { ...draft.given, op: draft.given.couponId } }
    if (body.stock === null) return 'again'
    const then = await standing(context, template, { claimant, claimNo })
    return { value: 'answer' in then ? then.answer : await nothingFree(context, templateId) }
  })
}

async function nothingFree(context: ClaimContext, templateId: string): Promise<Refusal<'busy' | 'sold_out'>> {
  const sku = couponStock.skuOf(templateId)
  return (await isBeingMade(context, sku)) ? refuse('busy') : refuse('sold_out')
}

/**
 * A coupon that the caller takes for themselves: one call for the first of a template, since the place it takes, the
 * stock and the command's key are decided by the same update. Nothing is written when nothing is left: a claim that was
 * lost on its way may still arrive, and is then the caller's, within every limit.
 */
export async function claim(context: ClaimContext, templateId: string): Promise<Claimed | Refusal<Refused>> {
  const claimant = await enrolledAs(context, context.caller.memberId)
  if (claimant === null) return refuse('not_a_member')
  const template = await couponTemplate(context, templateId)
  const objection = template ? await objectionTo(context, template) : refuse('not_open', { why: 'not_claimable' })
  if (!template || objection) return (await answered(context)) ?? objection ?? refuse('not_open')
  return takeNext(context, claimant, template)
}
