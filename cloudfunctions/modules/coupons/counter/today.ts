import { startOfDateMs } from '../../../kernel/business-date'
import { refuse } from '../../../kernel/refusal'
import { settingsOf } from '../../../platform/context'
import { DEFAULT_PAGE_SIZE } from '../../../platform/fields'
import type { Handler } from '../../../platform/module'
import { decodeCursor } from '../../../platform/store'
import { couponSettings } from '../settings'
import { termsFor } from '../shown/shown-terms'
import { type Coupon, coupons } from '../store'
import type { counterContract } from './contract'
import { undoUntilMs } from './unverify'

function stateOf({ follows }: Coupon): 'used' | 'undone' | 'refunded' {
  if (!follows) return 'used'
  return follows.why === 'unverified' ? 'undone' : 'refunded'
}

export const today: Handler<(typeof counterContract)['coupons.today']> = async (context, input) => {
  const { storeId, cursor, limit = DEFAULT_PAGE_SIZE } = input
  if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
  const { role, staffId } = context.caller
  const { couponUndoMinutes } = await settingsOf(context, couponSettings)
  const page = await context.store.find(coupons, {
    ...(role === 'clerk'
      ? { index: 'byUser', equals: { usedBy: staffId, usedStore: storeId } }
      : { index: 'byStore', equals: { usedStore: storeId } }),
    range: { from: startOfDateMs(context.today) },
    order: 'descending',
    limit,
    ...(cursor === undefined ? {} : { cursor }),
  })
  const items = page.items.flatMap((coupon) => {
    const { use } = coupon
    if (!use) return []
    const { orderNo, amountFen, discountFen, atMs, by } = use
    const { title } = termsFor(coupon)
    return {
      couponId: coupon.op,
      title,
      orderNo,
      amountFen,
      discountFen,
      atMs,
      state: stateOf(coupon),
      isMine: by === staffId,
      undoUntilMs: undoUntilMs(context, coupon, couponUndoMinutes),
    }
  })
  return { items, next: page.next }
}
