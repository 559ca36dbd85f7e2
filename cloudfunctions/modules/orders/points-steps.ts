import * as z from 'zod/mini'
import { shortYuanText } from '../../kernel/yuan'
import { points } from '../../platform/fields'
import { defineEffect, type Facts, numberFact, SPENT_BEFORE } from '../rules'

const MOST_STEPS = 10
const step = z.strictObject({ fen: z.int().check(z.minimum(1), z.maximum(100_000_000)), points })

const args = z.strictObject({
  steps: z.array(step).check(
    z.minLength(1),
    z.maxLength(MOST_STEPS),
    z.refine(
      (steps) => steps.every(({ fen, points: own }, at) => isAbove({ fen, points: own }, steps[at - 1])),
      '每一档的金额和积分都要比前一档多',
    ),
  ),
})
type Step = z.output<typeof step>
type Args = z.output<typeof args>

function isAbove({ fen, points: own }: Step, before: Step | undefined): boolean {
  return !before || (fen > before.fen && own > before.points)
}

/** The points that so much spent within the campaign is worth in all: those of the highest step reached. */
function worthOf(spentFen: number, { steps }: Args): number {
  return steps.filter(({ fen }) => fen <= spentFen).at(-1)?.points ?? 0
}

function earned(facts: Facts, rates: Args) {
  const before = numberFact(facts, SPENT_BEFORE)
  const after = before + numberFact(facts, 'amountFen')
  return { after, points: worthOf(after, rates) - worthOf(before, rates) }
}

/**
 * Points for what is spent within the campaign, step by step: `points` is what all is worth from that step on. A purchase
 * gives what it adds, so that one which passes two steps gives both, and no step is given twice.
 */
export const pointsSteps = defineEffect({
  code: 'points_steps',
  on: ['order_paid'],
  args,
  promise: ({ steps }, words) =>
    `活动期间累计消费${steps.map((one) => `满 ${shortYuanText(one.fen)} 元共得 ${one.points}`).join('，')} ${words.points}`,
  text(facts, rates, words) {
    const { after, points: own } = earned(facts, rates)
    const next = rates.steps.find(({ fen }) => fen > after)
    const soFar = `活动期间累计消费 ${shortYuanText(after)} 元`
    const more = next ? `，再消费 ${shortYuanText(next.fen - after)} 元到下一档` : ''
    return own > 0 ? `${soFar}，新到的档得 ${own} ${words.points}${more}` : `${soFar}${more}`
  },
  intents: (facts, rates) => [{ kind: 'points', points: earned(facts, rates).points, standsBy: 'spending' }],
})
