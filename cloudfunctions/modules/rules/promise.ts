import type { Work } from '../../platform/context'
import type { Rule, RuleEvent, Words } from './domain/rule'
import { promiseWording } from './domain/wording'
import { compiledRuleOf } from './in-force'

/** What has to happen, as a rule begins. */
const WHEN: Readonly<Record<RuleEvent, string>> = {
  member_joined: '入会',
  checked_in: '签到',
  order_paid: '消费',
  order_vested: '消费过了退货期',
  order_refunded: '退款',
  reward_redeemed: '兑换',
  coupon_used: '用券',
  tier_changed: '等级变化',
  birthday: '生日当天',
  day_passed: '当天',
  friend_qualified: '好友首次消费过了退货期',
}

/** A rule in plain Chinese before anything has happened, as it words itself: for a page of rules. */
export function promiseOf(work: Work, rule: Rule, words: Words): string {
  return `${WHEN[rule.when]}：${promiseWording(compiledRuleOf(work, rule), words)}`
}

/** An event in plain Chinese. */
export const eventText = (event: string): string => WHEN[event as RuleEvent] ?? event
