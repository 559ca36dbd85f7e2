import type { Problem } from '../../../platform/problems'
import { wordsNotAllowed } from '../../sharing'
import type { CampaignBody, CampaignRule } from '../domain/campaign'

/** What people call it who want to pay for it. */
const SHARING = /shar|forward|repost|invit|分享|转发|邀请/i

/** Rules for sharing: there is no such event and there will be none, since WeChat forbids any reward for it. */
export function sharingProblems(rules: readonly CampaignRule[]): readonly Problem[] {
  return rules.flatMap(({ when }, at) =>
    SHARING.test(when)
      ? [{ path: `rules.${at}.when`, message: '分享、转发、邀请本身不能给奖励，微信平台禁止；没有这样的事件' }]
      : [],
  )
}

function wordsAt(path: string, text: unknown): readonly Problem[] {
  const words = typeof text === 'string' ? wordsNotAllowed(text) : []
  return words.length === 0 ? [] : [{ path, message: `有诱导分享或者夸大的字样：${words.join('、')}` }]
}

/** Words that induce sharing, in all that members read of a campaign. */
export function wordProblems({ title, text, rules }: CampaignBody): readonly Problem[] {
  const ofRules = rules.flatMap(({ effects }, rule) =>
    effects.flatMap(({ code: _, ...args }, at) =>
      Object.entries(args).flatMap(([name, value]) => wordsAt(`rules.${rule}.effects.${at}.${name}`, value)),
    ),
  )
  return [...wordsAt('title', title), ...wordsAt('text', text), ...ofRules]
}
