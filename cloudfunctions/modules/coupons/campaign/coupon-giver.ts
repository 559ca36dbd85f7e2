import { Refusal } from '../../../kernel/refusal'
import { tellMember } from '../../../platform/messages'
import type { GiftGiver } from '../../rules'
import { WALLET_PAGE } from '../follow'
import { issueCoupon, withdrawCoupon } from '../issue'

/** Gives coupons of a campaign. Of a template that is sold out, or retired since, there is none to give. */
export const couponGiver: GiftGiver = {
  gift: 'coupon',

  text: ({ name }) => `一张${name}`,

  async give(work, { op, member, campaign, args }) {
    const templateId = String(args.templateId)
    const coupon = await issueCoupon(work, { templateId, op, member, channel: 'campaign', source: campaign })
    if (coupon instanceof Refusal) {
      if (coupon.code === 'no_such_template')
        work.report(new Error(`campaign ${campaign} gives no coupon ${templateId}`))
      return
    }
    // Taken back meanwhile, or used already: then there is nothing to be told.
    if (coupon.state !== 'claimed') return
    await tellMember(work, {
      id: `coupon|${coupon.op}|campaign`,
      member,
      kind: 'coupon_campaign',
      title: '活动送的券到了',
      text: `“${coupon.terms?.title ?? args.name}”已放进您的卡包。`,
      link: WALLET_PAGE,
    })
  },

  async takeBack(work, { op }) {
    await withdrawCoupon(work, op)
  },
}
