import { pointsNameOf } from '../../../platform/brand'
import type { Work } from '../../../platform/context'
import { tellMember } from '../../../platform/messages'
import { REFERRALS_PAGE } from '../page'
import type { Rewarded, Side } from './posting'

async function tell(
  work: Work,
  { _id, reward }: Rewarded,
  side: Side,
  what: string,
  told: { title: string; text: string },
) {
  await tellMember(work, {
    id: `referral|${_id}|${what}|${side}`,
    member: reward[side],
    kind: `referral_${what}`,
    link: REFERRALS_PAGE,
    ...told,
  })
}

/** Tells the two what they have got. Nothing is said of who the other is beyond what the page shows. */
export async function tellPaid(work: Work, referral: Rewarded, paid: Readonly<Record<Side, number>>): Promise<void> {
  const points = await pointsNameOf(work)
  if (paid.friend > 0) {
    const text = `您的首单已过退货期，${paid.friend} ${points}已到账。`
    await tell(work, referral, 'friend', 'paid', { title: `首单奖励 ${paid.friend} ${points}`, text })
  }
  if (paid.referrer > 0) {
    const text = `您带来的朋友完成了首单，${paid.referrer} ${points}已到账。`
    await tell(work, referral, 'referrer', 'paid', { title: `朋友完成了首单，得 ${paid.referrer} ${points}`, text })
  }
}

/** Tells the two that it went back with the purchase. */
export async function tellTakenBack(work: Work, referral: Rewarded): Promise<void> {
  const points = await pointsNameOf(work)
  const [friend, referrer] = [referral.friendGot ?? 0, referral.referrerGot ?? 0]
  if (friend > 0) {
    const text = `您的首单退款了，首单奖励的 ${friend} ${points}已一并收回。`
    await tell(work, referral, 'friend', 'taken_back', { title: '首单奖励已收回', text })
  }
  if (referrer > 0) {
    const text = `您带来的朋友把首单退款了，这一份 ${referrer} ${points}已收回。`
    await tell(work, referral, 'referrer', 'taken_back', { title: '朋友退款，奖励收回', text })
  }
}
