import { Refusal, refuse } from '../../../kernel/refusal'
import { settingsOf } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import type { ContextOf } from '../../../platform/module'
import { carryOut } from '../../../platform/operation'
import { problemOfLines } from '../../orders'
import { isListenedTo } from '../../rules'
import { storeOf } from '../../staff'
import { COUPON_USED } from '../campaign/used-event'
import { followOperation } from '../follow'
import { couponSettings } from '../settings'
import { type Coupon, coupons, type Use } from '../store'
import type { counterContract } from './contract'
import { couponsNumbered, shownNow } from './coupon-of-code'
import { type AtCounter, type DecidedUse, decideUse, type NotUsable } from './decide-use'
import { nextPlace, placeIdOf, standing, usesOf } from './order-uses'

type VerifyContext = ContextOf<(typeof counterContract)['coupons.verify']>
type Refused = NotUsable | Refusal<'code_expired' | 'unauthorised' | 'invalid_input' | 'key_reused_with_other_input'>
/** A coupon with its use, as it stands for ever. */
export type Used = Pick<Coupon, 'op' | 'terms'> & { readonly use: Use }

export interface Verification extends AtCounter {
  readonly code: string
  readonly orderNo: string
}

/** The use that answers the command already; null when there is none. */
function recordedIn(context: VerifyContext, candidates: readonly Coupon[]): Used | Refused | null {
  const { key, inputHash } = context.command
  const coupon = candidates.find(({ use }) => use?.key === key)
  if (!coupon?.use) return null
  // guard: use-same-input
  return coupon.use.inputHash === inputHash ? { ...coupon, use: coupon.use } : refuse('key_reused_with_other_input')
}

/** The same wherever the command may have been answered: for what is refused, and for a place that is not to be had. */
async function answered(context: VerifyContext): Promise<Used | Refused | null> {
  const equals = { useKey: context.command.key }
  return recordedIn(context, (await context.store.find(coupons, { index: 'byUseKey', equals, limit: 1 })).items)
}

async function useFor(context: VerifyContext, wanted: Verification, decided: DecidedUse): Promise<Use | null> {
  const store = await storeOf(context, wanted.storeId)
  const { couponReturnDays } = await settingsOf(context, couponSettings)
  const { key, inputHash } = context.command
  return (
    store && {
      key,
      inputHash,
      store: wanted.storeId,
      storeName: store.name,
      orderNo: wanted.orderNo,
      amountFen: wanted.amountFen,
      ...decided,
      by: context.caller.staffId,
      atMs: context.nowMs,
      graceDays: couponReturnDays,
    }
  )
}

/**
 * Marks a coupon as used: the update that decides, together with its place in the order and the command's key. While rules
 * listen to uses it stays open until they were told.
 */
async function markUsed(context: VerifyContext, coupon: Coupon, use: Use, place: number): Promise<Coupon | null> {
  const isListened = await isListenedTo(context, COUPON_USED, use.atMs)
  const set = {
    state: 'used' as const,
    use,
    useOp: placeIdOf({ storeId: use.store, orderNo: use.orderNo }, place),
    useKey: use.key,
    usedStore: use.store,
    usedBy: use.by,
    usedAtMs: use.atMs,
    discountFen: use.discountFen,
    openSinceMs: isListened ? context.nowMs : null,
  }
  // guard: used-once
  const isUsed = await context.store.update(coupons, { _id: coupon._id, state: 'claimed' }, { set })
  return isUsed ? { ...coupon, ...set } : null
}

/** What there is by now, where the place that was tried could not be had, or it is not known whether it was. */
async function lookAgain(context: VerifyContext, { _id }: Coupon, wanted: Verification, tried: number) {
  const [coupon, uses] = await Promise.all([context.store.get(coupons, _id), usesOf(context, wanted)])
  if (!coupon) throw new Error(`coupon ${_id} is gone`)
  const place = nextPlace(uses)
  const mine = recordedIn(context, [coupon])
  // Nobody has the place and yet it was not to be had: another coupon may have the key.
  const elsewhere = mine ?? (place <= tried ? await answered(context) : null)
  return { coupon, earlier: standing(uses), place, answer: elsewhere }
}

/**
 * Uses a coupon whose code was found. First as if the order had taken none: should it have, the place is taken, and what
 * there is decides.
 */
async function use(context: VerifyContext, found: Coupon, wanted: Verification): Promise<Used | Refused> {
  let now: { coupon: Coupon; earlier: readonly Coupon[]; place: number; answer: Used | Refused | null } = {
    coupon: found,
    earlier: [],
    place: 1,
    answer: null,
  }
  let isFirst = true
  return untilSettled<Used | Refused>(context, async () => {
    if (!isFirst) now = await lookAgain(context, now.coupon, wanted, now.place)
    isFirst = false
    if (now.answer) return { value: now.answer }
    const decided = await decideUse(context, now.coupon, wanted, now.earlier)
    if (decided instanceof Refusal) return { value: (await answered(context)) ?? decided }
    const used = await useFor(context, wanted, decided)
    if (!used) return { value: refuse('unauthorised') }
    const marked = await markUsed(context, now.coupon, used, now.place)
    if (!marked) return 'again'
    await carryOut(context, followOperation, marked)
    return { value: { ...marked, use: used } }
  })
}

/** Uses a coupon for an order: two calls for the first coupon of an order, five for a later one. */
export async function verify(context: VerifyContext, wanted: Verification): Promise<Used | Refused> {
  const wrong = problemOfLines(wanted.amountFen, wanted.lines)
  if (wrong) return wrong
  const candidates = await couponsNumbered(context, wanted.code)
  const recorded = recordedIn(context, candidates)
  if (recorded) return recorded
  const coupon = shownNow(context, candidates, wanted.code)
  if (!coupon) return (await answered(context)) ?? refuse('code_expired')
  return use(context, coupon, wanted)
}
