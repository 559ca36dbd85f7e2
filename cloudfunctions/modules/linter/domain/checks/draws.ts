import type { Finding } from '../finding'
import type { Check } from '../surroundings'

/** 规范促销行为暂行规定 (SAMR order 32), Art. 17: no prize of a draw may be worth more. */
const MOST_PRIZE_FEN = 5_000_000

/** What Art. 13 and 14 of the same ask to be published before a draw opens. */
const FACTS: Readonly<Record<string, string>> = {
  organiser: '主办方',
  contact: '联系方式',
  conditions: '参加条件',
  drawTime: '抽奖时间',
  drawMethod: '抽奖方式',
  claimTime: '兑奖时间',
  claimConditions: '兑奖条件',
  claimMethod: '兑奖方式',
  delivery: '奖品交付方式',
  forfeiture: '弃奖条件',
  prizeRules: '奖品积分和券的使用规则',
  minors: '未成年人参加的提示',
}

/** The facts that a draw must publish. */
export const disclosed: Check = ({ kind, disclosure = {} }) => {
  if (kind !== 'wheel') return []
  return Object.entries(FACTS)
    .filter(([fact]) => String(disclosure[fact] ?? '').trim() === '')
    .map(([fact, text]) => ({
      code: 'missing_disclosure',
      severity: 'error',
      path: `disclosure.${fact}`,
      what: `没有公示${text}，《规范促销行为暂行规定》要求抽奖前写明`,
      todo: `写上${text}；开始之后就不能再改`,
    }))
}

/** Prizes that the law does not allow, or that cannot be handed out. */
export const prizesAllowed: Check = ({ prizes = [] }, { templates }) =>
  prizes.flatMap(({ name, valueFen = 0, templateId }, at): readonly Finding[] => [
    ...(valueFen > MOST_PRIZE_FEN
      ? [
          {
            code: 'prize_too_dear',
            severity: 'error' as const,
            path: `prizes.${at}.valueFen`,
            what: `「${name}」值 ${(valueFen / 100).toFixed(2)} 元，抽奖的最高奖不能超过五万元`,
            todo: '换一个不超过 50000 元的奖品；按使用权送的也按市价算',
          },
        ]
      : []),
    ...(templateId !== undefined && !templates.has(templateId)
      ? [
          {
            code: 'not_published',
            severity: 'error' as const,
            path: `prizes.${at}.templateId`,
            what: `奖品「${name}」的券模板 ${templateId} 没有发布，或者已经停用，中了也发不出来`,
            todo: '先发布这个券模板，或者换一个',
          },
        ]
      : []),
  ])
