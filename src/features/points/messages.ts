import { commonWords, type RefusalCode, type Words } from '@/shared/api'

/** For questions about one entry. */
export const entryWords: Words<RefusalCode<'points.explain' | 'points.receipt'>> = {
  ...commonWords,
  no_such_entry: '这一笔找不到了，请返回刷新',
  unanswered: '网络不太顺畅，请稍后再试',
}
