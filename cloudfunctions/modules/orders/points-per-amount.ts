import * as z from 'zod/mini'
import { shortYuanText, yuanText } from '../../kernel/yuan'
import { defineEffect, type Facts, numberFact } from '../rules'
import { isRounded, PLAIN_RATE_BPS, pointsForAmount, rateText } from './domain/earning'

const args = z.strictObject({ points: z.int().check(z.minimum(1)), perFen: z.int().check(z.minimum(1)) })
type Args = z.output<typeof args>

const earningOf = (facts: Facts, { points, perFen }: Args) => ({
  eligibleFen: numberFact(facts, 'eligibleFen'),
  rateBps: numberFact(facts, 'rateBps'),
  points,
  perFen,
})

/** What the amount comes to, or why it comes to nothing. */
function outcomeText(facts: Facts, rate: Args, points: string): string {
  const earning = earningOf(facts, rate)
  if (earning.eligibleFen === 0) return '这一笔的商品都不得积分'
  const earned = pointsForAmount(earning)
  if (earned === 0) return `${yuanText(earning.eligibleFen)} 元不够得 1 ${points}`
  return `${yuanText(earning.eligibleFen)} 元${isRounded(earning) ? '去掉小数' : ''}得 ${earned} ${points}`
}

/** So many points for so much of what earns points, times the rate of the member's tier. */
export const pointsPerAmount = defineEffect({
  code: 'points_per_amount',
  args,
  text(facts, rate, words) {
    const rateBps = numberFact(facts, 'rateBps')
    const tier = rateBps === PLAIN_RATE_BPS ? '' : `，${facts.tier ?? ''} ${rateText(rateBps)} 倍`
    const plain = `每消费 ${shortYuanText(rate.perFen)} 元得 ${rate.points} ${words.points}`
    return `${plain}${tier}，${outcomeText(facts, rate, words.points)}`
  },
  formula(facts, rate) {
    const earning = earningOf(facts, rate)
    const { eligibleFen, points, perFen, rateBps } = earning
    return [
      yuanText(eligibleFen),
      ...(perFen === 100 ? [] : [`÷ ${shortYuanText(perFen)}`]),
      ...(points === 1 ? [] : [`× ${points}`]),
      ...(rateBps === PLAIN_RATE_BPS ? [] : [`× ${rateText(rateBps)}`]),
      ...(isRounded(earning) ? ['取整'] : []),
    ].join(' ')
  },
  intents: (facts, rate) => [{ kind: 'points', points: pointsForAmount(earningOf(facts, rate)) }],
})
