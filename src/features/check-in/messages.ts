import { commonWords, type RefusalCode, type Words } from '@/shared/api'

export const performWords: Words<RefusalCode<'check-in.perform'>> = {
  ...commonWords,
  already_checked_in: '今天签过了，明天再来',
  unanswered: '网络不太顺畅，连上后会自动签到',
}

export const makeUpWords: Words<RefusalCode<'check-in.make-up'>> = {
  ...commonWords,
  nothing_to_make_up: '这一天不用补签',
  no_make_up_left: '这个月的补签次数用完了，下个月再来',
  unanswered: '网络不太顺畅，连上后会自动补签',
}
