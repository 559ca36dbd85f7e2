import { refuse } from '../../../kernel/refusal'
import type { Handlers } from '../../../platform/module'
import { unitOf } from '../../ledger'
import { couponCodeAt } from '../domain/coupon-code'
import { standingOf } from '../domain/standing'
import { coupons } from '../store'
import { best } from './best'
import type { walletContract } from './contract'
import { wallet } from './wallet'

export const walletHandlers: Handlers<typeof walletContract> = {
  'coupons.wallet': async (context, input) => wallet(context, input),

  'coupons.show': async (context, { couponId }) => {
    const coupon = await unitOf(context, coupons, couponId)
    const standing = coupon && standingOf(coupon, context.nowMs)
    if (!standing || coupon.member !== context.caller.memberId) return refuse('no_such_coupon')
    if (standing !== 'usable') return refuse('not_usable', { state: standing })
    const { number, endsAtMs } = coupon
    return couponCodeAt(context.secrets.key('coupon'), { couponId, number, endsAtMs }, context.nowMs)
  },

  'coupons.best': best,
}
