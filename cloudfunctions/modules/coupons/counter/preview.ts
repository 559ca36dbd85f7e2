import { Refusal, refuse } from '../../../kernel/refusal'
import type { Handler } from '../../../platform/module'
import { maskedName, members } from '../../members'
import { problemOfLines } from '../../orders'
import { benefitText } from '../domain/wording'
import { termsFor } from '../shown/shown-terms'
import type { counterContract } from './contract'
import { couponsNumbered, shownNow } from './coupon-of-code'
import { decideUse } from './decide-use'
import { standing, usesOf } from './order-uses'

export const preview: Handler<(typeof counterContract)['coupons.preview']> = async (context, input) => {
  const { storeId, code, amountFen, lines = null, orderNo } = input
  const wrong = problemOfLines(amountFen, lines)
  if (wrong) return wrong
  const coupon = shownNow(context, await couponsNumbered(context, code), code)
  if (!coupon) return refuse('code_expired')
  const earlier = orderNo === undefined ? [] : standing(await usesOf(context, { storeId, orderNo }))
  const decided = await decideUse(context, coupon, { storeId, amountFen, lines }, earlier)
  if (decided instanceof Refusal) return decided
  const member = await context.store.get(members, coupon.member)
  const { title, benefit } = termsFor(coupon)
  const { discountFen, payableFen, shares } = decided
  return {
    couponId: coupon.op,
    title,
    kind: benefit.kind,
    benefit: benefitText(benefit),
    memberName: maskedName(member?.profile.nickname ?? ''),
    discountFen,
    payableFen,
    lines: shares.map(({ lineId, fen }) => ({ lineId, discountFen: fen })),
    earlier: earlier.map((used) => ({ title: termsFor(used).title, discountFen: used.discountFen })),
  }
}
