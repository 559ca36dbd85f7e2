import { Refusal } from '../../../kernel/refusal'
import { shortYuanText } from '../../../kernel/yuan'
import type { Work } from '../../../platform/context'
import { tellMember } from '../../../platform/messages'
import { carryOut, type Operation } from '../../../platform/operation'
import { WALLET_PAGE } from '../follow'
import { issueCoupon, withdrawCoupon } from '../issue'
import { opOf, type Rebate, rebates } from './store'

async function issue(work: Work, rebate: Rebate): Promise<void> {
  const { _id, member, template: templateId, version, amountFen: discountFen, order, reason } = rebate
  const coupon = await issueCoupon(work, {
    templateId,
    version,
    op: opOf(rebate),
    member,
    channel: 'rebate',
    source: order === '' ? _id : order,
    discountFen,
  })
  // Void meanwhile: then there is nothing to be told.
  if (coupon instanceof Refusal || coupon.state !== 'claimed') return
  await tellMember(work, {
    id: `rebate|${_id}`,
    member,
    kind: 'coupon_rebate',
    title: '返券到账',
    text: `${shortYuanText(discountFen)} 元代金券已放进您的卡包：${reason}。`,
    link: WALLET_PAGE,
  })
}

/** Issues what was approved, and takes back what is unspent of what is void. */
export const rebateOperation: Operation<Rebate> = {
  name: 'coupons-finish-rebates',
  collection: rebates,
  async steps(work, rebate) {
    if (rebate.state === 'approved') await issue(work, rebate)
    // One whose approval is still being carried out elsewhere is not issued after this.
    if (rebate.state === 'void') await withdrawCoupon(work, opOf(rebate))
  },
  stillIs: ({ state }) => ({ state }),
}

export async function carryOutRebate(work: Work, rebate: Rebate): Promise<void> {
  await carryOut(work, rebateOperation, rebate)
}
