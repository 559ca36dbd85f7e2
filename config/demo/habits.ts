import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'
import { addDays, type BusinessDate } from '../../cloudfunctions/kernel/business-date'
import type { Random } from '../../cloudfunctions/kernel/seeded-random'
import { between } from './chance'

dayjs.extend(utc)

/** First and last day, both included. */
export interface Period {
  readonly from: BusinessDate
  readonly to: BusinessDate
}

/** How somebody comes: a chance for each day, remembered from day to day where days hang together. */
type Habit = (random: Random) => (date: BusinessDate) => boolean

const isWeekend = (date: BusinessDate) => [0, 6].includes(dayjs.utc(date).day())

const withChance =
  (weekday: number, weekend: number): Habit =>
  (random) =>
  (date) =>
    random() < (isWeekend(date) ? weekend : weekday)

/** A week or two of coming every day, then weeks of nothing. */
const inBursts: Habit = (random) => {
  let isComing = true
  let daysLeft = between(random, 5, 16)
  return () => {
    if (daysLeft === 0) {
      isComing = !isComing
      daysLeft = isComing ? between(random, 5, 16) : between(random, 12, 40)
    }
    daysLeft -= 1
    return isComing && random() < 0.92
  }
}

const HABITS = {
  daily: withChance(0.94, 0.9),
  workdays: withChance(0.72, 0.08),
  weekends: withChance(0.06, 0.78),
  now_and_then: withChance(0.16, 0.22),
  rarely: withChance(0.015, 0.03),
  bursts: inBursts,
} satisfies Record<string, Habit>

export type HabitName = keyof typeof HABITS

/** The days on which somebody of a habit comes, in order. */
export function daysOf(habit: HabitName, { from, to }: Period, random: Random): readonly BusinessDate[] {
  const comesOn = HABITS[habit](random)
  const days: BusinessDate[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) if (comesOn(date)) days.push(date)
  return days
}
