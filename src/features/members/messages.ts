import { commonWords, type RefusalCode, type Words } from '@/shared/api'

export const joinWords: Words<RefusalCode<'members.join'>> = {
  ...commonWords,
  consent_required: '会员说明刚刚更新了，请重新阅读并勾选',
  unanswered: '网络不太顺畅，连上后会自动为您办好入会',
}

export const updateWords: Words<RefusalCode<'members.update'>> = {
  ...commonWords,
  invalid_input: '称呼请用 1 到 20 个字，开头结尾不带空格',
  unanswered: '网络不太顺畅，连上后会自动保存',
}

export const phoneWords: Words<RefusalCode<'members.bind-phone'>> = {
  ...commonWords,
  phone_code_invalid: '这次授权过期了，请再点一次',
  phone_taken: '这个手机号已经绑定在另一位会员名下，请联系门店合并',
}
