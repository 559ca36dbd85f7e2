import type { Data } from '@/shared/api'
import { pointsText } from '@/shared/format/points'

type Mine = Data<'tiers.mine'>
type Benefit = Mine['benefits'][number]

const PERIODS: Readonly<Record<Benefit['per'], string>> = { month: '本月', year: '今年' }

/** What is left of a benefit, in words: 本月还可用 1 次. */
export function leftText({ per, left, quota }: Pick<Benefit, 'per' | 'left' | 'quota'>): string {
  const period = PERIODS[per]
  return left === 0 ? `${period}的 ${quota} 次用完了` : `${period}还可用 ${left} 次`
}

/** What a step of the ladder takes: 成长值 500, or that everyone begins there. */
export const stepText = (growthAtLeast: number): string =>
  growthAtLeast === 0 ? '入会即是' : `成长值满 ${pointsText(growthAtLeast)}`

/** How far the way to the next tier is gone, in whole percent: 100 is not shown before it is reached. */
export const percentOf = (progressBps: number): number => Math.min(99, Math.floor(progressBps / 100))

/** 升为茶人, 降为茶友: where a change led. A tier that is no longer on the ladder is just what one became. */
export function changeText({ from, to }: Pick<Mine['history'][number], 'from' | 'to'>, ladder: Mine['ladder']): string {
  if (!from) return to
  const orderOf = (name: string) => ladder.find(({ tier }) => tier.name === name)?.tier.order
  const [before, after] = [orderOf(from), orderOf(to)]
  if (before === undefined || after === undefined || before === after) return `变为${to}`
  return after > before ? `升为${to}` : `降为${to}`
}
