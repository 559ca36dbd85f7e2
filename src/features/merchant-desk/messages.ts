import { commonWords, type RefusalCode, type Words } from '@/shared/api'

const staffWords = {
  ...commonWords,
  unauthorised: '您的账号没有这个门店的权限，请联系店长',
  not_a_member: '这位顾客还不是会员',
  account_frozen: '这位会员的账户暂时停用了，请联系店长',
  too_many_today: '今天的操作次数用完了，请联系店长',
  unknown_member_code: '会员码过期或不对，请顾客刷新后再扫',
} as const

export const scanWords: Words<RefusalCode<'members.scan'>> = {
  ...staffWords,
  unanswered: '网络不太顺畅，先记账，连上后会自动完成',
}

export const lookUpWords: Words<RefusalCode<'members.look-up' | 'members.looked-up'>> = {
  ...staffWords,
  nobody_found: '没有绑定这个尾号的会员',
  no_such_request: '这次查询已经结束了，请再查一次',
  unanswered: '网络不太顺畅，请再查一次',
}

export const recordWords: Words<RefusalCode<'orders.record'>> = {
  ...staffWords,
  order_exists_with_other_content: '这个单号已经记过，内容不一样',
  unanswered: '还没有确认，连上后会自动补记',
}

export const whyWords: Words<RefusalCode<'orders.explain'>> = {
  ...staffWords,
  no_such_order: '没有找到这一单',
  no_such_entry: '这一单没有入账：还没处理完，或者顾客已经退会',
  unanswered: '网络不太顺畅，请再试一次',
}

export const undoWords: Words<RefusalCode<'orders.undo'>> = {
  ...staffWords,
  no_such_order: '没有找到这一单',
  too_late: '过了可以撤销的时间，请用退款',
  unanswered: '还没有确认，连上后会自动撤销',
}

export const refundWords: Words<RefusalCode<'orders.find' | 'orders.refund'>> = {
  ...staffWords,
  no_such_order: '没有找到这一单，请核对单号',
  refund_exists_with_other_content: '这一单刚刚退过一笔，请看看还剩多少',
  refund_exceeds_order: '这一单剩下的没有那么多，请看看还剩多少',
  too_many_refunds: '这一单退过很多次了，请联系店长',
  unanswered: '还没有确认，连上后会自动退款',
}

export const benefitWords: Words<RefusalCode<'benefits.use'>> = {
  ...staffWords,
  no_such_benefit: '这位会员没有这项权益',
  none_left: '这项权益用完了',
  unanswered: '还没有确认，连上后会自动完成',
}

export const acceptWords: Words<RefusalCode<'staff.accept' | 'staff.me'>> = {
  ...commonWords,
  invitation_expired: '邀请码过期或用过了，请店长再发一个',
  not_staff: '您还不是店员',
  unanswered: '网络不太顺畅，请再试一次',
}

export const cardWords: Words<RefusalCode<'sharing.create' | 'sharing.picture' | 'sharing.poster'>> = {
  ...staffWords,
  no_such_target: '这个内容已经下架了',
  title_not_allowed: '这样的标题微信不允许，请换个说法',
  no_such_card: '没有找到这张卡片',
  no_such_picture: '图片没有传上去，请再试一次',
  unanswered: '网络不太顺畅，请再试一次',
}

export const couponWords: Words<RefusalCode<'coupons.preview' | 'coupons.verify'>> = {
  ...staffWords,
  code_expired: '券码过期了，请顾客刷新后再扫',
  already_used: '这张券已经用过了',
  not_usable: '这张券现在不能用',
  order_differs: '这一单的金额变了，请重新扫券',
  not_usable_here: '这张券不能在这家店用',
  does_not_combine: '这张券不能和已用的券一起用',
  below_threshold: '还没到这张券的门槛',
  unanswered: '用券要连上网络，请再试一次',
}

export const unverifyWords: Words<RefusalCode<'coupons.unverify'>> = {
  ...staffWords,
  no_such_coupon: '没有找到这次用券',
  not_used: '这张券已经撤销或退回了',
  too_late: '过了可以撤销的时间，请联系店长',
  unanswered: '还没有确认，连上后会自动撤销',
}

export const handOverWords: Words<RefusalCode<'rewards.at-counter' | 'rewards.hand-over'>> = {
  ...staffWords,
  unknown_order_code: '这不是兑换码，或者输错了一位',
  wrong_store: '这一单不在这家店领',
  wrong_state: '这一单已经领过或取消了',
  unanswered: '网络不太顺畅，请再试一次',
}

export const advanceWords: Words<RefusalCode<'rewards.advance'>> = {
  ...staffWords,
  unauthorised: '这一步要店长来做',
  no_such_order: '没有找到这一单',
  wrong_store: '这一单不在这家店处理',
  wrong_state: '这一单刚刚变了，请再看看',
  unanswered: '还没有确认，连上后会自动记下',
}

export const addressWords: Words<RefusalCode<'rewards.address'>> = {
  ...staffWords,
  no_such_order: '没有找到这一单的地址',
  wrong_state: '这一单已经寄出或取消了',
  unanswered: '网络不太顺畅，请再试一次',
}
