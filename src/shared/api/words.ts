import type { CommonCode, Unanswered } from './types'

/** Words for every refusal of an action: a code without words does not compile. */
export type Words<Code extends string> = Readonly<Record<Code | Unanswered['code'], string>>

export const commonWords: Words<CommonCode> = {
  unknown_action: '这个功能还没有开放，请稍后再来',
  invalid_input: '有内容填得不对，请检查后再试',
  unauthorised: '现在还不能这样做，请联系门店',
  not_a_member: '加入会员后就可以用了',
  account_frozen: '账户暂时停用了，请联系门店',
  too_many_today: '今天的次数用完了，明天再来',
  key_reused_with_other_input: '内容有变化，请再点一次',
  busy: '现在人有点多，请稍等再试',
  internal: '门店系统出了点小问题，请稍后再试',
  unanswered: '网络不太顺畅，连上后会自动完成',
}
