import { addDays, type BusinessDate } from '../../cloudfunctions/kernel/business-date'
import type { Random } from '../../cloudfunctions/kernel/seeded-random'
import { personas, shop } from '../../src/stage/personas'
import { daysOf, type Period } from './habits'
import type { Life } from './life'

const everyDay = (from: BusinessDate, to: BusinessDate, except: readonly BusinessDate[] = []) => {
  const days: BusinessDate[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) if (!except.includes(date)) days.push(date)
  return days
}

/**
 * The members that visitors are signed in as. None of them has checked in on the last day, so that whoever opens the
 * demo can; the new customer is not here, because they have yet to join.
 */
export function personaLives(random: Random, { from, to }: Period): readonly Life[] {
  const yesterday = addDays(to, -1)
  const { regular, top, lapsed, expiring } = personas
  const [pingjiang, shantang, shiquan] = shop.stores
  const lastMonth = addDays(to, -30)
  const regularFrom = addDays(from, 120)
  const topFrom = addDays(to, -364)
  const lapsedFrom = addDays(from, 12)
  return [
    {
      openid: regular.openid,
      joinsOn: regularFrom,
      joinsWith: { nickname: regular.nickname, birthday: '05-20', shareCode: pingjiang.shareCode },
      days: [
        ...daysOf('daily', { from: regularFrom, to: addDays(lastMonth, -1) }, random),
        // One day missed, near enough to be made up in most months.
        ...everyDay(lastMonth, yesterday, [addDays(to, -5)]),
      ],
      makesUp: 0,
    },
    {
      openid: top.openid,
      joinsOn: topFrom,
      joinsWith: { nickname: top.nickname, birthday: '11-08', shareCode: shantang.shareCode },
      days: everyDay(topFrom, yesterday),
      makesUp: 0,
    },
    {
      openid: lapsed.openid,
      joinsOn: lapsedFrom,
      joinsWith: { nickname: lapsed.nickname, shareCode: shiquan.shareCode },
      days: daysOf('workdays', { from: lapsedFrom, to: addDays(lapsedFrom, 120) }, random),
      makesUp: 0.2,
    },
    {
      openid: expiring.openid,
      joinsOn: from,
      joinsWith: { nickname: expiring.nickname, birthday: '02-29', shareCode: pingjiang.shareCode },
      days: [
        ...daysOf('daily', { from, to: addDays(from, 75) }, random),
        ...daysOf('now_and_then', { from: addDays(from, 76), to: addDays(to, -9) }, random),
      ],
      makesUp: 0.5,
    },
  ]
}
