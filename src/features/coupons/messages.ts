import { commonWords, type RefusalCode, type Words } from '@/shared/api'

export const claimWords: Words<RefusalCode<'coupons.claim'>> = {
  ...commonWords,
  not_open: '现在还不能领',
  not_eligible: '您的等级还不能领这张',
  limit_reached: '您能领的都领过了',
  sold_out: '领完了，下次早点来',
  unanswered: '网络不太顺畅，连上后会自动领取',
}

export const showWords: Words<RefusalCode<'coupons.show'>> = {
  ...commonWords,
  no_such_coupon: '没有找到这张券',
  not_usable: '这张券现在不能用',
  unanswered: '网络不太顺畅，请再试一次',
}

export const giveWords: Words<RefusalCode<'coupons.give'>> = {
  ...commonWords,
  no_such_coupon: '没有找到这张券',
  not_givable: '这张券不能送人',
  not_usable: '这张券现在不能送',
  unanswered: '网络不太顺畅，请再试一次',
}

export const acceptWords: Words<RefusalCode<'coupons.gift' | 'coupons.accept'>> = {
  ...commonWords,
  no_such_gift: '没有找到这份礼物',
  own_gift: '这是您送出的，等朋友来领',
  already_taken: '已经有朋友领走了',
  gift_over: '过了一天没人领，已经回到送的人那里',
  unanswered: '网络不太顺畅，连上后会自动领取',
}
