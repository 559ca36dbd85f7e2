import { commonWords, type RefusalCode, type Words } from '@/shared/api'

export const wheelWords: Words<RefusalCode<'lottery.wheel'>> = {
  ...commonWords,
  no_such_campaign: '这个转盘已经下线了',
  unanswered: '网络不太顺畅，请再试一次',
}

export const drawWords: Words<RefusalCode<'lottery.draw'>> = {
  ...commonWords,
  not_open: '现在还不能抽，请稍后再来',
  no_chance_left: '今天的机会用完了',
  insufficient_points: '还差一点，攒够了再来抽',
  unanswered: '网络不太顺畅，连上后会自动抽，结果不会变',
}

export const proofWords: Words<RefusalCode<'lottery.proof'>> = {
  ...commonWords,
  no_such_day: '没有找到这一天的记录',
  unanswered: '网络不太顺畅，请再试一次',
}
