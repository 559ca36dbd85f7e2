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
