import type { BusinessDate } from '../../../kernel/business-date'
import { type Growth, grown, NO_SUMS, plus, type Sums } from './growth'
import { tierIn } from './ladder'
import { CHANGES_KEPT, NEW_STANDING, type Standing, settled, standingOn, type TierRules } from './standing'
import { evidenceOf } from './window'

const minus = (sums: Sums): Sums => ({ growthFen: -sums.growthFen, orders: -sums.orders })

function monthsWith(growth: Growth, other: Growth, sign: (sums: Sums) => Sums): Growth['months'] {
  const names = new Set([...Object.keys(growth.months), ...Object.keys(other.months)])
  const summed = [...names].map(
    (month) => [month, plus(growth.months[month] ?? NO_SUMS, sign(other.months[month] ?? NO_SUMS))] as const,
  )
  return Object.fromEntries(summed.filter(([, { growthFen, orders }]) => growthFen > 0 || orders > 0))
}

/** Of two standings, the one that leads when they become one: of the higher tier, then of the one that is kept longer. */
function leading(one: Standing, other: Standing, { ladder }: TierRules): Standing {
  const [place, otherPlace] = [one, other].map(({ tier }) => tierIn(ladder, tier)?.order ?? -1)
  if (place !== otherPlace) return (place ?? -1) > (otherPlace ?? -1) ? one : other
  const lastOf = ({ keepUntil, grace }: Standing) => grace?.until ?? keepUntil ?? '9999-12-31'
  return lastOf(other) > lastOf(one) ? other : one
}

/**
 * All that goes to another, and what is kept; null when there is nothing to go. The history of an account stays with it:
 * an account may hold what goes beside what it keeps.
 */
export function departing(own: Standing): { readonly goes: Standing; readonly left: Standing } | null {
  const { lifetime, keepUntil, grace, basis, changes } = own
  const isEmpty = lifetime.growthFen === 0 && lifetime.orders === 0 && !keepUntil && !grace && !basis
  return isEmpty ? null : { goes: { ...own, changes: [] }, left: { ...NEW_STANDING, changes } }
}

/**
 * A standing with another one's growth in it. It holds the better of the two tiers for as long as that was kept, and goes
 * up where both together lead higher.
 */
export function joinedBy(own: Standing, came: Standing, rules: TierRules, today: BusinessDate): Standing {
  const [here, there] = [standingOn(own, rules, today), standingOn(came, rules, today)]
  const best = leading(here, there, rules)
  const rest = best === here ? there : here
  const { tier, since, keepUntil, grace, basis } = best
  const isMoved = tier !== here.tier && here.tier !== null
  const told = isMoved ? [{ from: here.tier ?? '', to: tier ?? '', on: today, cause: 'merge' as const }] : []
  const summed = { months: monthsWith(here, there, (sums) => sums), lifetime: plus(here.lifetime, there.lifetime) }
  const joined: Standing = {
    // Nothing is added by this but that months which only one of them still had are forgotten.
    ...grown(summed, { on: today, ...NO_SUMS }, today),
    tier,
    since,
    keepUntil,
    grace,
    // What the other bought in that time is what the tier stands on as well.
    basis: basis && { ...basis, ...plus(basis, evidenceOf(rules.window, rest, basis.of)) },
    changes: [...told, ...here.changes].slice(0, CHANGES_KEPT),
  }
  return settled(joined, rules, { today, cause: 'merge' })
}

/**
 * What of a standing that came can go back, and what is left here then: no more growth than is still there. A tier that
 * stood on it is held for the days of grace.
 */
export function partedFrom(
  own: Standing,
  came: Standing,
  rules: TierRules,
  today: BusinessDate,
): { readonly goes: Standing; readonly left: Standing } {
  const here = standingOn(own, rules, today)
  const least = (one: Sums, other: Sums): Sums => ({
    growthFen: Math.min(one.growthFen, other.growthFen),
    orders: Math.min(one.orders, other.orders),
  })
  const months = Object.entries(came.months).map(
    ([month, sums]) => [month, least(sums, here.months[month] ?? NO_SUMS)] as const,
  )
  const goes: Standing = {
    ...came,
    months: Object.fromEntries(months.filter(([, { growthFen, orders }]) => growthFen > 0 || orders > 0)),
    lifetime: least(came.lifetime, here.lifetime),
  }
  const taken = here.basis && evidenceOf(rules.window, goes, here.basis.of)
  const left: Standing = {
    ...here,
    months: monthsWith(here, goes, minus),
    lifetime: plus(here.lifetime, minus(goes.lifetime)),
    basis: here.basis && taken && { ...here.basis, ...plus(here.basis, minus(taken)) },
  }
  return { goes, left: settled(left, rules, { today, cause: 'merge' }) }
}
