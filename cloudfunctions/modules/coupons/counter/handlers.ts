import { Refusal } from '../../../kernel/refusal'
import type { Handlers } from '../../../platform/module'
import { termsFor } from '../shown/shown-terms'
import type { counterContract } from './contract'
import { preview } from './preview'
import { today } from './today'
import { unverify } from './unverify'
import { verify } from './verify'

export const counterHandlers: Handlers<typeof counterContract> = {
  'coupons.preview': preview,
  'coupons.today': today,

  'coupons.verify': async (context, { lines = null, ...input }) => {
    const used = await verify(context, { ...input, lines })
    if (used instanceof Refusal) return used
    const { discountFen, payableFen, shares } = used.use
    return {
      couponId: used.op,
      title: termsFor(used).title,
      discountFen,
      lines: shares.map(({ lineId, fen }) => ({ lineId, discountFen: fen })),
      payableFen,
    }
  },

  'coupons.unverify': async (context, input) => {
    const follower = await unverify(context, input)
    return follower instanceof Refusal ? follower : { state: 'usable', couponId: follower.op }
  },
}
