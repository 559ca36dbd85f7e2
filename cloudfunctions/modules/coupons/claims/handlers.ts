import { Refusal } from '../../../kernel/refusal'
import type { Handlers } from '../../../platform/module'
import { couponHead } from '../shown/shown-terms'
import { claim } from './claim'
import type { claimContract } from './contract'
import { offers } from './offers'

export const claimHandlers: Handlers<typeof claimContract> = {
  'coupons.offers': async (context, input) => offers(context, input),

  'coupons.claim': async (context, { templateId }) => {
    const coupon = await claim(context, templateId)
    return coupon instanceof Refusal ? coupon : couponHead(coupon)
  },
}
