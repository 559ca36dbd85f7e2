import { refuse } from '../../../kernel/refusal'
import { DEFAULT_PAGE_SIZE } from '../../../platform/fields'
import type { ContextOf } from '../../../platform/module'
import { decodeCursor, type Find } from '../../../platform/store'
import { standingOf } from '../domain/standing'
import { enrolledAs } from '../enrolled'
import { couponHead, type StoreNames, shownTerms, storeNames, termsFor } from '../shown/shown-terms'
import { CHANNEL_TEXTS, refundText, whyNotText } from '../shown/texts'
import { type Coupon, coupons } from '../store'
import type { walletContract } from './contract'

type WalletContext = ContextOf<(typeof walletContract)['coupons.wallet']>
type WalletState = 'usable' | 'giving' | 'used' | 'expired' | 'given'

/** The one read that a page is. */
function findOf(member: string, state: WalletState | undefined, nowMs: number): Omit<Find, 'limit'> {
  const of = (stored: string) => ({ index: 'byState', equals: { member, state: stored } })
  switch (state) {
    case undefined:
      return { index: 'byMember', equals: { member }, order: 'descending' }
    case 'usable':
      return { ...of('claimed'), range: { from: nowMs + 1 } }
    case 'expired':
      return { ...of('claimed'), range: { from: 0, below: nowMs + 1 }, order: 'descending' }
    default:
      return { ...of(state), order: 'descending' }
  }
}

function itemOf(coupon: Coupon, names: StoreNames, nowMs: number) {
  const standing = standingOf(coupon, nowMs)
  if (!standing) return null
  const terms = termsFor(coupon)
  const { use, gift, giftCode, giftUntilMs } = coupon
  const whyNot = whyNotText(coupon, standing)
  return {
    ...shownTerms(terms, names),
    ...couponHead(coupon),
    state: standing,
    ...(whyNot === undefined ? {} : { whyNot }),
    channel: CHANNEL_TEXTS[coupon.channel],
    isGivable: terms.isGivable,
    use: use && { storeName: use.storeName, discountFen: use.discountFen, atMs: use.atMs },
    gift: gift && { giftCode, untilMs: giftUntilMs, takenBy: gift.taken?.maskedName ?? null },
  }
}

export async function wallet(
  context: WalletContext,
  { cursor, limit = DEFAULT_PAGE_SIZE, state }: { cursor?: string; limit?: number; state?: WalletState },
) {
  if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
  const { memberId } = context.caller
  if ((await enrolledAs(context, memberId)) === null) return refuse('not_a_member')
  const page = await context.store.find(coupons, {
    ...findOf(memberId, state, context.nowMs),
    limit,
    ...(cursor === undefined ? {} : { cursor }),
  })
  const names = await storeNames(context)
  const items = page.items.map((coupon) => itemOf(coupon, names, context.nowMs)).filter((item) => item !== null)
  return { items, next: page.next, refundText: await refundText(context) }
}
