import { type BusinessDate, monthOf } from '../../../kernel/business-date'
import type { Benefit } from './ladder'

type Counted = Pick<Benefit, 'benefitId' | 'per'>
interface Count {
  readonly name: string
  readonly period: string
}

const periodOf = ({ per }: Counted, today: BusinessDate) => (per === 'month' ? monthOf(today) : today.slice(0, 4))

/** What a use counts against. A benefit that several tiers have is one: going up does not begin it anew. */
export function usedOf(benefit: Counted, today: BusinessDate): Count {
  return { name: `tiers.${benefit.benefitId}`, period: periodOf(benefit, today) }
}

/** Where the uses are counted that were given on top of the tier's own, for the running month or year. */
export function extraOf(benefit: Counted, today: BusinessDate): Count {
  return { name: `tiers.extra.${benefit.benefitId}`, period: periodOf(benefit, today) }
}
