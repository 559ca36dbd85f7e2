import { commonWords, type RefusalCode, type Words } from '@/shared/api'

const operatorWords = {
  ...commonWords,
  unauthorised: '这里是给运营人员用的，请联系管理员开通',
  unanswered: '网络不太顺畅，请再试一次',
} as const

export const listWords: Words<RefusalCode<'ops.campaigns'>> = operatorWords

export const reportWords: Words<RefusalCode<'ops.campaign-report'>> = {
  ...operatorWords,
  no_such_campaign: '这个活动还没有发布',
}

export const rehearsalWords: Words<RefusalCode<'ops.rehearsal'>> = {
  ...operatorWords,
  no_such_rehearsal: '这个活动还没有预演过',
}

export const rehearseWords: Words<RefusalCode<'ops.rehearse'>> = {
  ...operatorWords,
  no_such_campaign: '没有这个活动的草稿',
  not_published: '这个活动还没有发布过',
  invalid_document: '草稿还有写错的地方，先看体检',
}

export const lintWords: Words<RefusalCode<'ops.lint'>> = {
  ...operatorWords,
  no_such_campaign: '没有这个活动的草稿',
}
