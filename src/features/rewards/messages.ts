import { commonWords, type RefusalCode, type Words } from '@/shared/api'

export const viewWords: Words<RefusalCode<'rewards.view'>> = {
  ...commonWords,
  no_such_reward: '这件礼品已经下架了',
  unanswered: '网络不太顺畅，请再试一次',
}

export const redeemWords: Words<RefusalCode<'rewards.redeem'>> = {
  ...commonWords,
  not_on_sale: '这件礼品现在不能兑换',
  not_eligible: '您的等级还不能兑换这件',
  address_required: '请填寄到哪里',
  slot_required: '先选一个时间',
  slot_over: '这一场已经开始了，换一场吧',
  price_changed: '价格刚刚变了，请看过再兑',
  limit_reached: '您能兑的份数兑完了',
  insufficient_points: '还差一点，攒够了再来',
  sold_out: '刚刚兑完了，没有扣您的',
  slot_taken: '这一场刚刚约满了，换一场吧',
  unanswered: '网络不太顺畅，连上后会自动兑换，只兑一次',
}

export const orderWords: Words<RefusalCode<'rewards.order' | 'rewards.cancel' | 'rewards.confirm'>> = {
  ...commonWords,
  no_such_order: '没有找到这一单',
  too_late_to_cancel: '已经发出或领走，不能取消了',
  wrong_state: '这一单已经变了，请刷新看看',
  unanswered: '网络不太顺畅，连上后会自动完成',
}

export const revealWords: Words<RefusalCode<'rewards.reveal'>> = {
  ...commonWords,
  no_such_order: '没有找到这一单',
  no_code: '这一单没有卡密',
  already_shown: '卡密已经显示过了，没有保存请联系门店',
  unanswered: '网络不太顺畅，请再点一次，还是这一张',
}
