import type { Amounts, CampaignRule } from './campaign'

/** What was had, and what there is room for; null where nothing bounds it. */
export interface Counted {
  readonly had: number
  readonly left: number | null
}

export function countedOf(had: number, most: number | undefined): Counted {
  return { had, left: most === undefined ? null : Math.max(0, most - had) }
}

const numberIn = (stored: Readonly<Record<string, unknown>>, name: string): number => {
  const value = stored[name]
  return typeof value === 'number' ? value : 0
}

/** A step of spend and save: from so many fen spent on, so many points in all. */
export interface Step {
  readonly fen: number
  readonly points: number
}

/** The code of the effect that gives by steps of what was spent. */
export const STEPS_CODE = 'points_steps'

/** The steps of a campaign; empty where it has none. */
export function stepsOf(rules: readonly CampaignRule[]): readonly Step[] {
  const clause = rules.flatMap(({ effects }) => effects).find(({ code }) => code === STEPS_CODE)
  return Array.isArray(clause?.steps) ? (clause.steps as readonly Step[]) : []
}

/** How far a member is, step by step. */
export function stepsReached(steps: readonly Step[], spentFen: number) {
  return steps.map(({ fen, points }) => ({
    fen,
    points,
    isReached: spentFen >= fen,
    missingFen: Math.max(0, fen - spentFen),
  }))
}

/** The least that a rule gives when it gives, by what it says of itself: a budget with less left can give nothing of it. */
export function leastOf({ effects }: CampaignRule): Required<Amounts> {
  const steps = stepsOf([{ when: '', conditions: [], effects }])
  const fixed = effects.reduce(
    (sum, effect) => sum + (effect.code === 'points_fixed' ? numberIn(effect, 'points') : 0),
    0,
  )
  const smallestStep =
    steps.length === 0 ? 0 : Math.min(...steps.map(({ points }, at) => points - (steps[at - 1]?.points ?? 0)))
  const fen = effects.reduce((sum, effect) => sum + numberIn(effect, 'costFen'), 0)
  return { points: Math.max(1, fixed, smallestStep), fen: Math.max(1, fen), times: 1 }
}
