import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'
import { addDays, type BusinessDate, daysBetween } from '../../cloudfunctions/kernel/business-date'
import type { Random } from '../../cloudfunctions/kernel/seeded-random'
import { shop } from '../../src/stage/personas'
import { birthdayToCome } from './birthdays'
import { between, pick, pickWeighted, shuffled } from './chance'
import { daysOf, type HabitName, type Period } from './habits'
import type { Life } from './life'
import { nicknames } from './nicknames'
import { purchasesOn } from './purchases'

dayjs.extend(utc)

/** Twelve months that end on a day. */
export function yearUntil(to: BusinessDate): Period {
  return { from: dayjs.utc(to).subtract(12, 'month').format('YYYY-MM-DD'), to }
}

const HABIT_WEIGHTS: Readonly<Record<HabitName, number>> = {
  daily: 14,
  workdays: 16,
  weekends: 18,
  now_and_then: 22,
  rarely: 16,
  bursts: 14,
}

/** Makes up a day like somebody who minds their streak, or not at all. */
const MAKES_UP: Readonly<Record<HabitName, number>> = {
  daily: 0.7,
  workdays: 0.1,
  weekends: 0,
  now_and_then: 0,
  rarely: 0,
  bursts: 0.3,
}

const OPENING_DAYS = 14
const RECENT_DAYS = 10

/** Many come when the programme opens, some have only just come, the others all through the year. */
function joiningDay(random: Random, { from, to }: Period): BusinessDate {
  const when = pickWeighted(random, { opening: 28, through_the_year: 64, recently: 8 })
  if (when === 'opening') return addDays(from, between(random, 0, OPENING_DAYS))
  if (when === 'recently') return addDays(to, -between(random, 1, RECENT_DAYS))
  return addDays(from, between(random, OPENING_DAYS, daysBetween(from, to) - 1))
}

/** The last day somebody cares: for a third of those who have been here a while it is in the past. */
function carryingOnUntil(random: Random, joinsOn: BusinessDate, to: BusinessDate): BusinessDate {
  const stayed = daysBetween(joinsOn, to)
  if (stayed < 60 || random() >= 0.35) return to
  return addDays(joinsOn, between(random, 15, stayed - 20))
}

function birthday(random: Random): string {
  return dayjs
    .utc('2024-01-01')
    .add(between(random, 0, 365), 'day')
    .format('MM-DD')
}

function profileUpdate(random: Random, { from, to }: Period, nickname: string | undefined): Life['update'] {
  if (from >= to || random() >= 0.12) return undefined
  const onDay = addDays(from, between(random, 1, Math.min(90, daysBetween(from, to))))
  return {
    onDay,
    change:
      nickname === undefined ? { nickname: pick(random, nicknames) } : { birthday: birthdayToCome(random, onDay) },
  }
}

/** Half take the welcome coupon; those who have points by then have a coupon for them now and then. */
function wishesOf(random: Random, joinsOn: string, days: readonly string[]): Life['wishes'] {
  const claimed = random() < 0.5 ? [{ onDay: joinsOn, action: 'claims' as const, templateId: 'welcome' }] : []
  const redeemed = days
    .filter((_, visit) => visit % 40 === 39)
    .map((onDay) => ({ onDay, action: 'redeems' as const, rewardId: 'five', pricePoints: 200 }))
  return [...claimed, ...redeemed]
}

function oneOfTheCrowd(random: Random, year: Period, who: { openid: string; nickname: string }): Life {
  const joinsOn = joiningDay(random, year)
  const habit = pickWeighted(random, HABIT_WEIGHTS)
  const stay = { from: joinsOn, to: carryingOnUntil(random, joinsOn, year.to) }
  const nickname = random() < 0.92 ? who.nickname : undefined
  const update = profileUpdate(random, { from: joinsOn, to: year.to }, nickname)
  const days = daysOf(habit, stay, random)
  const taste = { ofHundred: between(random, 8, 55), storeId: pick(random, shop.stores).storeId }
  return {
    openid: who.openid,
    joinsOn,
    joinsWith: {
      ...(nickname === undefined ? {} : { nickname }),
      ...(random() < 0.4 ? { birthday: birthday(random) } : {}),
    },
    ...(random() < 0.2 ? { cameBy: 'clerk' as const } : {}),
    days,
    makesUp: MAKES_UP[habit],
    buys: purchasesOn(days, taste, random),
    wishes: wishesOf(random, joinsOn, days),
    ...(update === undefined ? {} : { update }),
  }
}

/** The members without a story of their own. */
export function crowd(random: Random, year: Period, count: number): readonly Life[] {
  const names = shuffled(random, nicknames)
  return Array.from({ length: count }, (_, index) => {
    const openid = `demo-member-${String(index + 1).padStart(3, '0')}`
    return oneOfTheCrowd(random, year, { openid, nickname: names[index % names.length] ?? '' })
  })
}
