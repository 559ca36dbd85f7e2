import * as z from 'zod/mini'
import { yuanText } from '../../kernel/yuan'
import type { Entry, EntryTitle } from '../ledger'
import type { EntryExplanation } from '../rules'
import { BACK_REF, REWARD_REF } from './paying/posting'

const side = z.enum(['friend', 'referrer'])
const rewardTrace = z.object({
  side,
  amountFen: z.int(),
  capped: z.optional(z.int()),
  per: z.optional(z.enum(['month', 'campaign'])),
})
const backTrace = z.object({ side, due: z.int() })

const TITLES = { friend: '首单奖励', referrer: '朋友完成了首单' } as const
const BACK_TITLES = { friend: '首单退款，收回首单奖励', referrer: '朋友首单退款，收回奖励' } as const

/** What is paid to the two, in the words of a statement. */
export const referralTitles: readonly EntryTitle[] = [
  { refKind: REWARD_REF, title: ({ trace }) => TITLES[z.parse(rewardTrace, trace).side] },
  { refKind: BACK_REF, title: ({ trace }) => BACK_TITLES[z.parse(backTrace, trace).side] },
]

function explainReward(entry: Entry, points: string) {
  const trace = z.parse(rewardTrace, entry.trace)
  const got = trace.capped === undefined ? `得 ${entry.points} ${points}` : '这次没有奖励'
  const why =
    trace.capped === undefined ? '' : `，${trace.per === 'month' ? '本月' : '这次活动'}已经满 ${trace.capped} 位朋友`
  const whose = trace.side === 'friend' ? '您' : '您带来的朋友'
  return {
    sentence: `${whose}的首单过了退货期${why}，${got}。`,
    details: [{ label: trace.side === 'friend' ? '首单' : '朋友的首单', value: `${yuanText(trace.amountFen)} 元` }],
    formula: String(entry.points),
  }
}

function explainBack(entry: Entry, points: string) {
  const { side: whose, due } = z.parse(backTrace, entry.trace)
  const taken = 0 - entry.points
  return {
    sentence: `${whose === 'friend' ? '您' : '您带来的朋友'}把首单退款了，奖励的 ${due} ${points}收回${taken === due ? '' : `，收回了 ${taken}`}。`,
    details: [],
    formula: String(entry.points),
  }
}

export const referralExplanations: readonly EntryExplanation[] = [
  { refKind: REWARD_REF, explain: explainReward },
  { refKind: BACK_REF, explain: explainBack },
]
