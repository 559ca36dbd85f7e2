import { commonWords, type RefusalCode, type Words } from '@/shared/api'

/** For questions about one entry. */
export const entryWords: Words<RefusalCode<'points.explain' | 'points.receipt'>> = {
  ...commonWords,
  no_such_entry: '这一笔找不到了，请返回刷新',
  unanswered: '网络不太顺畅，请稍后再试',
}

export const recoverWords: Words<RefusalCode<'points.recover'>> = {
  ...commonWords,
  nothing_to_recover: '那一天没有可以找回的',
  grace_is_over: '宽限的日子过了，找不回来了',
  already_recovered: '已经找回过了',
  unanswered: '网络不太顺畅，连上后会自动找回',
}
