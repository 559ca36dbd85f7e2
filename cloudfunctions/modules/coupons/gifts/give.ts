import { createHmac } from 'node:crypto'
import { type Refusal, refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import type { ContextOf } from '../../../platform/module'
import { unitOf } from '../../ledger'
import { standingOf } from '../domain/standing'
import { termsFor } from '../shown/shown-terms'
import { type Coupon, coupons, type Gift } from '../store'
import type { giftContract } from './contract'

type GiveContext = ContextOf<(typeof giftContract)['coupons.give']>
type Refused = Refusal<'no_such_coupon' | 'not_givable' | 'not_usable' | 'key_reused_with_other_input'>
export type OnItsWay = Pick<Coupon, 'op' | 'terms' | 'giftCode'> & { readonly gift: Gift }

const DAY_MS = 24 * 60 * 60_000
const CODE_LENGTH = 22
/** More than anybody gives one coupon again while it is on its way. */
const MOST_KEYS = 50

/** A coupon is given away at most once, so it has one code. */
function giftCodeOf(work: Work, { op }: Coupon): string {
  const mac = createHmac('sha256', work.secrets.key('coupon')).update(`gift|${op}`).digest('base64url')
  return mac.slice(0, CODE_LENGTH)
}

/** The giving that this very command is answered by: its own, or one that was under way when it was asked. */
async function givenBefore(
  context: GiveContext,
  coupon: Coupon | null,
): Promise<OnItsWay | Refusal<'key_reused_with_other_input'> | null> {
  const { key } = context.command
  if (coupon?.gift && coupon.keys.includes(key)) return { ...coupon, gift: coupon.gift }
  const [other] = (await context.store.find(coupons, { index: 'byKeys', equals: { keys: key }, limit: 1 })).items
  // guard: give-same-input
  return other ? refuse('key_reused_with_other_input') : null
}

/** Answers with what is under way already, and remembers so: what becomes of the gift changes nothing of that answer. */
async function answeredBy(context: GiveContext, { _id, keys }: Coupon): Promise<'again' | { value: Refused }> {
  if (keys.length >= MOST_KEYS) return { value: refuse('not_usable', { state: 'giving' }) }
  await context.store.update(coupons, { _id, state: 'giving' }, { push: { keys: [context.command.key] } })
  return 'again'
}

/** Puts a coupon on its way: from then on it is not to be used until it comes back. */
export async function give(context: GiveContext, couponId: string): Promise<OnItsWay | Refused> {
  const { key, inputHash } = context.command
  return untilSettled<OnItsWay | Refused>(context, async () => {
    const coupon = await unitOf(context, coupons, couponId)
    const before = await givenBefore(context, coupon)
    if (before) return { value: before }
    const standing = coupon && standingOf(coupon, context.nowMs)
    if (!standing || coupon.member !== context.caller.memberId) return { value: refuse('no_such_coupon') }
    if (standing === 'giving') return answeredBy(context, coupon)
    if (!termsFor(coupon).isGivable) return { value: refuse('not_givable') }
    if (standing !== 'usable' && standing !== 'early') return { value: refuse('not_usable', { state: standing }) }
    const untilMs = Math.min(context.nowMs + DAY_MS, coupon.endsAtMs)
    const gift: Gift = { key, inputHash, atMs: context.nowMs, untilMs, taken: null }
    const giftCode = giftCodeOf(context, coupon)
    const set = { state: 'giving', gift, giftCode, giftUntilMs: untilMs, keys: [...coupon.keys, key] } as const
    // guard: given-while-held
    const isOnItsWay = await context.store.update(coupons, { _id: coupon._id, state: 'claimed' }, { set })
    return isOnItsWay ? { value: { ...coupon, giftCode, gift } } : 'again'
  })
}
