import { daysAfter, lastDayOfMonth, monthName, monthNumber } from './days'
import type { SettingsInForce, TierInForce } from './in-force'

/** What counts for tiers at a moment. */
export interface TierTerms extends Pick<SettingsInForce, 'tierWindow' | 'tierGraceDays' | 'tierDowngrade'> {
  readonly ladder: readonly TierInForce[]
}

/** A purchase, or with negative numbers what was taken of one, on the day on which that was paid. */
interface Bought {
  readonly on: string
  readonly fen: number
  readonly orders: number
}

/** The time of a day, all of whose purchases speak for a tier; and what was bought in the days of grace after it. */
interface Ground {
  readonly day: string
  /** Where that time reaches back to what was forgotten: the first month that is known of it. */
  readonly from?: number
  readonly grace: (Bought & { readonly until: string }) | null
}

interface Grace {
  readonly until: string
  readonly cause: string
}

const MONTHS_SHOWN = 13
const MOVES_SHOWN = 12

/**
 * A member's tier as a patient clerk would know it: with a list of all purchases and a calendar. What is kept with the
 * account must say the same.
 */
export class TierModel {
  private bought: readonly Bought[] = []
  private months: Readonly<Record<string, object>> = {}
  tier: string | null = null
  private since: string | null = null
  private keepUntil: string | null = null
  private grace: Grace | null = null
  private ground: Ground | null = null
  private moves: readonly object[] = []

  constructor(private readonly terms: TierTerms) {}

  /** The same member under other terms, to be looked at without anything being changed here. */
  under(terms: TierTerms): TierModel {
    return Object.assign(new TierModel(terms), { ...this, terms })
  }

  /** As it is kept with the account. */
  shown(): object {
    const { months, tier, since, keepUntil, grace, moves } = this
    const lifetime = sumOf(this.bought)
    return { months, lifetime, tier, since, keepUntil, grace, changes: moves }
  }

  heldStep(): TierInForce | null {
    return this.terms.ladder.find(({ tierId }) => tierId === this.tier) ?? null
  }

  /** What the calendar does until a day, and what the ladder of that day says. */
  look(today: string): void {
    this.turnPages(today)
    this.weigh(today, 'ladder', [])
  }

  buy(change: Bought, today: string, cause: 'order' | 'refund'): void {
    this.look(today)
    const on = change.on < today ? change.on : today
    this.bought = [...this.bought, { ...change, on }]
    this.countInGrace({ ...change, on })
    this.months = this.monthsUntil(today)
    const isLate = change.fen > 0 && on < today
    this.weigh(today, cause, isLate ? [{ day: on, from: oldestOn(today), grace: null }] : [])
  }

  private monthsUntil(today: string): Readonly<Record<string, object>> {
    const months = new Set(this.bought.map(({ on }) => monthNumber(on)))
    const numbers = [...months].filter((number) => number >= oldestOn(today))
    const sums = numbers.map((number) => [monthName(number), this.between(number, number)] as const)
    return Object.fromEntries(sums.filter(([, { growthFen, orders }]) => growthFen > 0 || orders > 0))
  }

  private between(from: number, to: number) {
    return sumOf(this.bought.filter(({ on }) => from <= monthNumber(on) && monthNumber(on) <= to))
  }

  /** The months whose purchases count together with a day; null for all there ever were. */
  private timeOf(day: string): readonly [from: number, to: number] | null {
    if (this.terms.tierWindow === 'lifetime') return null
    const month = monthNumber(day)
    if (this.terms.tierWindow === 'rolling_12_months') return [month - 11, month]
    return [month - (month % 12), month - (month % 12) + 11]
  }

  private speaksFor(step: TierInForce, { day, from = 0, grace }: Ground): boolean {
    const time = this.timeOf(day)
    const { growthFen, orders } = time ? this.between(Math.max(from, time[0]), time[1]) : sumOf(this.bought)
    const fen = growthFen + (grace?.fen ?? 0)
    const isEnough = Math.floor(fen / 100) >= step.growthAtLeast
    return isEnough || (step.ordersAtLeast !== undefined && orders + (grace?.orders ?? 0) >= step.ordersAtLeast)
  }

  /** Of what speaks for a tier, what is of the latest day. */
  private latestFor(step: TierInForce, grounds: readonly Ground[]): Ground | null {
    const days = grounds.filter((ground) => this.speaksFor(step, ground))
    return [...days].sort((one, other) => (one.day === other.day ? 0 : one.day > other.day ? -1 : 1))[0] ?? null
  }

  private highest(steps: readonly TierInForce[], grounds: readonly Ground[]): TierInForce | null {
    return [...steps].reverse().find((step) => this.latestFor(step, grounds)) ?? null
  }

  private keptBy(step: TierInForce, day: string): string | null {
    if (step.growthAtLeast === 0 || this.terms.tierWindow === 'lifetime') return null
    return this.terms.tierWindow === 'calendar_year' ? `${Number(day.slice(0, 4)) + 1}-12-31` : aYearOn(day)
  }

  /** Every end of a tier and of its grace that has come, one after the other. */
  private turnPages(today: string): void {
    for (let held = this.heldStep(); held; held = this.heldStep()) {
      if (this.grace) {
        if (this.grace.until >= today) return
        this.fall(held, daysAfter(this.grace.until, 1), this.grace.cause)
      } else {
        if (this.keepUntil === null || this.keepUntil >= today) return
        this.review(held, this.keepUntil)
      }
    }
  }

  private review(held: TierInForce, ended: string): void {
    this.ground = { day: ended, grace: null }
    if (this.speaksFor(held, this.ground)) this.keepUntil = this.keptBy(held, ended)
    else this.giveGrace(daysAfter(ended, 1), daysAfter(ended, this.terms.tierGraceDays), 'review')
  }

  private giveGrace(from: string, until: string, cause: string): void {
    this.grace = { until, cause }
    if (!this.ground) return
    const before = this.ground.grace
    this.ground = { ...this.ground, grace: before ? { ...before, until } : { on: from, fen: 0, orders: 0, until } }
  }

  /** What is bought in the days of grace speaks for the tier as well; and what is taken back of it no longer does. */
  private countInGrace({ on, fen, orders }: Bought): void {
    const { ground } = this
    if (!ground?.grace || ground.grace.on > on || on > ground.grace.until) return
    const time = this.timeOf(ground.day)
    const isCounted = time === null || (time[0] <= monthNumber(on) && monthNumber(on) <= time[1])
    if (isCounted) return
    const { grace } = ground
    const sums = { fen: Math.max(0, grace.fen + fen), orders: Math.max(0, grace.orders + orders) }
    this.ground = { ...ground, grace: { ...grace, ...sums } }
  }

  private fall(held: TierInForce, on: string, cause: string): void {
    const grounds: readonly Ground[] = [{ day: on, grace: null }, ...(this.ground ? [this.ground] : [])]
    const below = this.terms.ladder.filter(({ order }) => order < held.order)
    const to = this.terms.tierDowngrade === 'one_down' ? (below.at(-1) ?? null) : this.highest(below, grounds)
    const ground = to && this.latestFor(to, grounds)
    const kept = to && ground && this.keptBy(to, ground.day)
    const isEarned = ground !== null && (kept === null || kept >= on)
    const lentUntil = this.terms.tierWindow === 'calendar_year' ? `${on.slice(0, 4)}-12-31` : aYearOn(on)
    const lent = to === null || to.growthAtLeast === 0 ? null : lentUntil
    this.move(to, { on, cause, keepUntil: isEarned ? kept : lent, ground: isEarned ? ground : null })
  }

  private move(
    to: TierInForce | null,
    { on, cause, keepUntil, ground }: { on: string; cause: string; keepUntil: string | null; ground: Ground | null },
  ): void {
    const isFree = to?.growthAtLeast === 0
    // From nothing to what everybody has is no move.
    const isMove = this.tier !== null || (to !== null && !isFree)
    if (isMove) {
      const told = { from: this.tier ?? '', to: to?.tierId ?? '', on, cause }
      this.moves = [told, ...this.moves].slice(0, MOVES_SHOWN)
    }
    this.tier = to?.tierId ?? null
    this.since = isMove ? on : null
    this.keepUntil = keepUntil
    this.grace = null
    this.ground = isFree ? null : ground
  }

  /** Up at once, saved from grace, or without a ground any more. */
  private weigh(today: string, cause: string, late: readonly Ground[]): void {
    const { ladder, tierGraceDays } = this.terms
    if (ladder.length === 0) return
    const fresh: readonly Ground[] = [{ day: today, grace: null }, ...late]
    const all = [...fresh, ...(this.ground ? [this.ground] : [])]
    const held = this.heldStep()
    const best = this.highest(ladder, this.grace ? fresh : all)
    if (best && best.order > (held?.order ?? -1)) {
      const ground = this.latestFor(best, this.grace ? fresh : all) as Ground
      this.move(best, { on: today, cause, keepUntil: laterOf(this.keptBy(best, ground.day), today), ground })
      return
    }
    if (!held) {
      if (this.tier !== null) this.move(null, { on: today, cause, keepUntil: null, ground: null })
      return
    }
    const earned = this.latestFor(held, all)
    if (this.grace && earned) {
      this.keepUntil = laterOf(this.keptBy(held, earned.day), this.grace.until)
      this.ground = earned
      this.grace = null
    } else if (!this.grace && !earned && this.ground) {
      if (cause === 'ladder') this.ground = null
      else this.giveGrace(today, daysAfter(today, tierGraceDays), cause)
    }
  }
}

const sumOf = (bought: readonly Bought[]) => ({
  growthFen: bought.reduce((sum, { fen }) => sum + fen, 0),
  orders: bought.reduce((sum, { orders }) => sum + orders, 0),
})

/** The first of the months that are kept apart. */
const oldestOn = (today: string) => monthNumber(today) - MONTHS_SHOWN + 1

const aYearOn = (day: string) => lastDayOfMonth(monthNumber(day) + 12)

/** Of two last days the later one; null never comes. */
const laterOf = (one: string | null, other: string) => (one === null || one > other ? one : other)
