import type { BusinessDate } from '../../../kernel/business-date'
import type { Wheel } from './wheel'

/** What an account has drawn of one wheel. */
export interface Drawn {
  /** All draws of this wheel, so far: the next is one more. */
  readonly number: number
  /** The day of the newest, and of that day how many there were and how many of them were the day's own. */
  readonly date: BusinessDate
  readonly today: number
  readonly free: number
}

export const NOTHING_DRAWN: Drawn = { number: 0, date: '', today: 0, free: 0 }

/** What was drawn as it counts on a day: what counts by the day begins again with it. */
function drawnOn(drawn: Drawn, today: BusinessDate): Drawn {
  return drawn.date === today ? drawn : { ...drawn, date: today, today: 0, free: 0 }
}

/** What the next draw takes. */
export type Taken = 'free' | 'earned' | 'points'

export interface Chances {
  /** Left of what the day brings. */
  readonly free: number
  /** Left of what rules have given. */
  readonly earned: number
  /** Draws that the day's bound still allows. */
  readonly today: number
  /** What can be drawn now without points. */
  readonly left: number
}

type Terms = Pick<Wheel, 'freePerDay' | 'mostPerDay' | 'pricePoints'>

export function chancesOf(terms: Terms, before: Drawn, earned: number, today: BusinessDate): Chances {
  const drawn = drawnOn(before, today)
  const free = Math.max(0, terms.freePerDay - drawn.free)
  const stillToday = Math.max(0, terms.mostPerDay - drawn.today)
  return { free, earned, today: stillToday, left: Math.min(free + earned, stillToday) }
}

/** What a draw takes: what would be gone tomorrow first, points last and only when they were offered. Null when there is nothing. */
export function takenBy(chances: Chances, { pricePoints }: Terms, offersPoints: boolean): Taken | null {
  if (chances.today === 0) return null
  if (chances.free > 0) return 'free'
  if (chances.earned > 0) return 'earned'
  return offersPoints && pricePoints !== undefined ? 'points' : null
}

/** What has been drawn once one more was. */
export function drawnWith(before: Drawn, taken: Taken, today: BusinessDate): Drawn {
  const drawn = drawnOn(before, today)
  return {
    number: drawn.number + 1,
    date: today,
    today: drawn.today + 1,
    free: drawn.free + (taken === 'free' ? 1 : 0),
  }
}
