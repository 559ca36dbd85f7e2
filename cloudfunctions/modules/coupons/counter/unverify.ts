import { Refusal, refuse } from '../../../kernel/refusal'
import { settingsOf } from '../../../platform/context'
import { untilSettled } from '../../../platform/guarded-store'
import type { ContextOf } from '../../../platform/module'
import { unitOf } from '../../ledger'
import { endOfDateMs } from '../domain/validity'
import { follow, recordedFollow } from '../follow'
import { couponSettings } from '../settings'
import { type Coupon, coupons, type Follow } from '../store'
import type { counterContract } from './contract'

type UnverifyContext = ContextOf<(typeof counterContract)['coupons.unverify']>
type Refused = Refusal<'no_such_coupon' | 'not_used' | 'too_late' | 'unauthorised' | 'key_reused_with_other_input'>

const MINUTE_MS = 60_000

/** Until when somebody of a store may undo a use; null when they may not, or no longer. */
export function undoUntilMs(
  { caller, nowMs }: Pick<UnverifyContext, 'caller' | 'nowMs'>,
  { state, use }: Coupon,
  undoMinutes: number,
): number | null {
  if (state !== 'used' || !use) return null
  const untilMs = use.atMs + undoMinutes * MINUTE_MS
  // A clerk takes back their own; a manager whatever the store has used.
  const isTheirs = caller.role !== 'clerk' || use.by === caller.staffId
  return isTheirs && nowMs < untilMs ? untilMs : null
}

/** Why a coupon's use cannot be undone; null when it can. */
function objectionTo(
  context: UnverifyContext,
  coupon: Coupon | null,
  { storeId, undoMinutes }: { readonly storeId: string; readonly undoMinutes: number },
): Refused | null {
  // Of another store's coupons nothing is told.
  if (coupon?.use?.store !== storeId) return refuse('no_such_coupon')
  // guard: undone-while-used
  if (coupon.state !== 'used') return refuse('not_used')
  if (context.caller.role === 'clerk' && coupon.use.by !== context.caller.staffId) return refuse('unauthorised')
  // guard: undone-in-time
  return undoUntilMs(context, coupon, undoMinutes) === null ? refuse('too_late', { undoMinutes }) : null
}

/** Undoes the use of a coupon: its document ends, and the member has another one that counts to the end of today at least. */
export async function unverify(
  context: UnverifyContext,
  { storeId, couponId, reason }: { readonly storeId: string; readonly couponId: string; readonly reason: string },
): Promise<Coupon | Refused> {
  const { couponUndoMinutes: undoMinutes } = await settingsOf(context, couponSettings)
  const { key, inputHash } = context.command
  const ended = await untilSettled<Coupon | Refused>(context, async () => {
    const coupon = await unitOf(context, coupons, couponId)
    const recorded = await recordedFollow(context, coupon)
    if (recorded) return { value: recorded }
    const objection = objectionTo(context, coupon, { storeId, undoMinutes })
    if (objection || !coupon) return { value: objection ?? refuse('no_such_coupon') }
    const follows: Follow = {
      why: 'unverified',
      member: coupon.member,
      endsAtMs: Math.max(coupon.endsAtMs, endOfDateMs(context.today)),
      atMs: context.nowMs,
      reason,
      by: context.caller.staffId,
      key,
      inputHash,
    }
    const keys = [...coupon.keys, key]
    const set = { state: 'returned', follows, keys, openSinceMs: context.nowMs } as const
    const isEnded = await context.store.update(coupons, { _id: coupon._id, state: 'used' }, { set })
    return isEnded ? { value: { ...coupon, ...set } } : 'again'
  })
  return ended instanceof Refusal ? ended : follow(context, ended)
}
