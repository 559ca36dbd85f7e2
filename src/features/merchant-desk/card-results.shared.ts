import type { Data } from '@/shared/api'

type Counts = Pick<Data<'sharing.report'>['store'], 'visits' | 'joins' | 'orders'>

/** Something was there: a bar of it is never so short that it cannot be seen. */
const LEAST_PERCENT = 2

/** The steps from a card to the till; each bar as long as its number is to the largest. */
export function funnelOf(counts: Counts) {
  const steps = [
    { name: '来看', count: counts.visits },
    { name: '入会', count: counts.joins },
    { name: '消费', count: counts.orders },
  ]
  const most = Math.max(1, ...steps.map(({ count }) => count))
  return steps.map((step) => ({
    ...step,
    percent: step.count === 0 ? 0 : Math.max(LEAST_PERCENT, Math.round((100 * step.count) / most)),
  }))
}
