import type { BusinessDate } from '../../../kernel/business-date'
import { grown } from './growth'
import { type Ladder, type Tier, tierIn } from './ladder'
import { type Standing, settled, standingOn, type TierCause, type TierRules } from './standing'
import { evidenceOf, evidenceWith } from './window'

/** What an order, or a refund of one, brings to growth. */
export interface OrderGrowth {
  /** Negative for a refund. */
  readonly amountFen: number
  /** 1 for an order, -1 when nothing of it is left, else 0. */
  readonly orders: 1 | -1 | 0
  /** The business date on which the order was paid: growth, and what a refund takes of it, is of that day. */
  readonly on: BusinessDate
  readonly cause: TierCause
}

/** A standing after growth by an order or a refund, its tier seen to at once. */
export function withOrderGrowth(
  standing: Standing,
  rules: TierRules,
  today: BusinessDate,
  { amountFen, orders, on, cause }: OrderGrowth,
): Standing {
  const before = standingOn(standing, rules, today)
  const change = { on: on < today ? on : today, growthFen: amountFen, orders }
  const after: Standing = {
    ...before,
    ...grown(before, change, today),
    basis: before.basis && evidenceWith(rules.window, before.basis, change),
  }
  // An order of the last evening of a year, recorded the morning after, still counts in its own year.
  const isLate = amountFen > 0 && change.on < today
  const late = isLate ? evidenceOf(rules.window, after, change.on) : undefined
  return settled(after, rules, { today, cause, ...(late ? { late } : {}) })
}

/** The tiers between which somebody went up; null when they did not. */
export function reachedBetween(
  ladder: Ladder,
  before: Standing,
  after: Standing,
): { readonly from: Tier | null; readonly to: Tier } | null {
  const [from, to] = [tierIn(ladder, before.tier), tierIn(ladder, after.tier)]
  const isSame = before.tier === after.tier || before.changes[0] === after.changes[0]
  return to && !isSame && to.order > (from?.order ?? Number.NEGATIVE_INFINITY) ? { from, to } : null
}
