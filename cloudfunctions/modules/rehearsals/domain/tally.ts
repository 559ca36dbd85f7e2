import type { BusinessDate } from '../../../kernel/business-date'

/** One day of a rehearsal. */
export interface DayTotals {
  readonly date: BusinessDate
  /** Events that the campaign listens to. */
  readonly events: number
  readonly awards: number
  readonly points: number
  readonly giftFen: number
  /** Awards that a budget refused, and what would have been given with budgets that never end. */
  readonly refused: number
  readonly wantedPoints: number
  readonly wantedGiftFen: number
  readonly wantedTimes: number
  /** Points that refunds of the day took back. */
  readonly takenBack: number
}

/** What another campaign gave for the same events, and what it gave less because of this one. */
export interface Collision {
  readonly campaignId: string
  readonly title: string
  readonly events: number
  /** Of this campaign, and of the other, for these events. */
  readonly points: number
  readonly otherPoints: number
  /** What the other gives less than it would without this one. */
  readonly displacedPoints: number
}

/** A budget that had not enough at some moment. */
export interface RanOut {
  /** Of the quota. */
  readonly id: string
  readonly atMs: number
  readonly refused: number
}

export interface Tallied {
  readonly days: readonly DayTotals[]
  readonly collisions: readonly Collision[]
  readonly ranOut: readonly RanOut[]
}

export const NOTHING_TALLIED: Tallied = { days: [], collisions: [], ranOut: [] }

type Changeable<T> = { -readonly [K in keyof T]: T[K] }
type DayAmounts = Omit<DayTotals, 'date'>

const emptyDay = (date: BusinessDate): Changeable<DayTotals> => ({
  date,
  events: 0,
  awards: 0,
  points: 0,
  giftFen: 0,
  refused: 0,
  wantedPoints: 0,
  wantedGiftFen: 0,
  wantedTimes: 0,
  takenBack: 0,
})

/** Adds up a rehearsal as it goes along. */
export class Tally {
  private readonly days: Map<BusinessDate, Changeable<DayTotals>>
  private readonly collisions: Map<string, Changeable<Collision>>
  private readonly ranOut: Map<string, Changeable<RanOut>>

  constructor({ days, collisions, ranOut }: Tallied = NOTHING_TALLIED) {
    this.days = new Map(days.map((day) => [day.date, { ...day }]))
    this.collisions = new Map(collisions.map((one) => [one.campaignId, { ...one }]))
    this.ranOut = new Map(ranOut.map((one) => [one.id, { ...one }]))
  }

  add(date: BusinessDate, amounts: Partial<DayAmounts>): void {
    const day = this.days.get(date) ?? emptyDay(date)
    this.days.set(date, day)
    for (const [name, amount] of Object.entries(amounts) as [keyof DayAmounts, number][]) day[name] += amount
  }

  collide({ campaignId, title, ...amounts }: Omit<Collision, 'events'>): void {
    const known = this.collisions.get(campaignId) ?? {
      campaignId,
      title,
      events: 0,
      points: 0,
      otherPoints: 0,
      displacedPoints: 0,
    }
    this.collisions.set(campaignId, known)
    known.events += 1
    known.points += amounts.points
    known.otherPoints += amounts.otherPoints
    known.displacedPoints += amounts.displacedPoints
  }

  refused(id: string, atMs: number): void {
    const known = this.ranOut.get(id) ?? { id, atMs, refused: 0 }
    known.refused += 1
    this.ranOut.set(id, known)
  }

  stored(): Tallied {
    return {
      days: [...this.days.values()].sort((one, other) => (one.date < other.date ? -1 : 1)),
      collisions: [...this.collisions.values()],
      ranOut: [...this.ranOut.values()],
    }
  }
}
