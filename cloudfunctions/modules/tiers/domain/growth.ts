import { addMonths, type BusinessDate, type BusinessMonth, firstDayOf, monthOf } from '../../../kernel/business-date'

/** What was bought: fen spent, of which a hundred are one growth, and orders that stand. */
export interface Sums {
  readonly growthFen: number
  readonly orders: number
}

/** A member's growth: by the month of the purchase, as far back as a review may look, and in all. */
export interface Growth {
  readonly months: Readonly<Record<BusinessMonth, Sums>>
  readonly lifetime: Sums
}

export const NO_SUMS: Sums = { growthFen: 0, orders: 0 }
export const NO_GROWTH: Growth = { months: {}, lifetime: NO_SUMS }

/** A purchase or, with negative numbers, what a refund takes of one; on the day on which it was paid. */
export interface GrowthChange extends Sums {
  readonly on: BusinessDate
}

/** The twelve months that end with the one before, which a review of today may be about, and the running one. */
const MONTHS_KEPT = 13

export function plusMonths(month: BusinessMonth, months: number): BusinessMonth {
  return monthOf(addMonths(firstDayOf(month), months))
}

/** Sums after a change. They never go below zero: a refund may be of something that was counted nowhere. */
export function plus(sums: Sums, change: Sums): Sums {
  return {
    growthFen: Math.max(0, sums.growthFen + change.growthFen),
    orders: Math.max(0, sums.orders + change.orders),
  }
}

/** Growth with one change more, in the month of its own day; what is too old for any review counts in all only. */
export function grown(growth: Growth, change: GrowthChange, today: BusinessDate): Growth {
  const oldest = plusMonths(monthOf(today), 1 - MONTHS_KEPT)
  const month = monthOf(change.on)
  const after = { ...growth.months, [month]: plus(growth.months[month] ?? NO_SUMS, change) }
  const kept = Object.entries(after).filter(
    ([name, { growthFen, orders }]) => name >= oldest && (growthFen > 0 || orders > 0),
  )
  return { months: Object.fromEntries(kept), lifetime: plus(growth.lifetime, change) }
}

/** What was bought from one month to another, both included. */
export function sumsBetween(growth: Growth, from: BusinessMonth, to: BusinessMonth): Sums {
  return Object.entries(growth.months)
    .filter(([month]) => from <= month && month <= to)
    .reduce((sums, [, bought]) => plus(sums, bought), NO_SUMS)
}
