import type { Data } from '@/shared/api'

type Counts = Pick<Data<'sharing.report'>['store'], 'visits' | 'joins' | 'orders'>

/** The steps from a card to the till. */
export const stepsOf = ({ visits, joins, orders }: Counts) => [
  { name: '来看', count: visits },
  { name: '入会', count: joins },
  { name: '消费', count: orders },
]

export const hasBrought = ({ visits, joins, orders }: Counts): boolean => visits + joins + orders > 0
