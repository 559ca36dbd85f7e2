import { commonWords, type RefusalCode, type Words } from '@/shared/api'

export const confirmWords: Words<RefusalCode<'orders.confirm-member'>> = {
  ...commonWords,
  no_such_request: '店员的查询已经结束了',
  request_expired: '时间过了，请店员再查一次',
  already_confirmed: '已经有人确认过了，请店员再查一次',
  unanswered: '网络不太顺畅，连上后会自动确认',
}
