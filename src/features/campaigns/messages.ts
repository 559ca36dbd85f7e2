import { commonWords, type RefusalCode, type Words } from '@/shared/api'

export const viewWords: Words<RefusalCode<'campaigns.view'>> = {
  ...commonWords,
  no_such_campaign: '这个活动不在了',
  unanswered: '网络不太顺畅，请再试一次',
}

export const remindWords: Words<RefusalCode<'campaigns.remind'>> = {
  ...commonWords,
  no_such_campaign: '这个活动不在了',
  not_in_warm_up: '已经开始了，现在就可以参加',
  unanswered: '网络不太顺畅，连上后会自动记下',
}
