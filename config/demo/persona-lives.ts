import { addDays, type BusinessDate } from '../../cloudfunctions/kernel/business-date'
import type { Random } from '../../cloudfunctions/kernel/seeded-random'
import { personas, shop } from '../../src/stage/personas'
import { friendLives } from './friend-lives'
import { daysOf, type Period } from './habits'
import type { Life, Wish } from './life'
import { type Purchase, purchasesOn } from './purchases'

const everyDay = (from: BusinessDate, to: BusinessDate, except: readonly BusinessDate[] = []) => {
  const days: BusinessDate[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) if (!except.includes(date)) days.push(date)
  return days
}

/** The same small wish on many days: what a regular has. */
const bought = (
  days: readonly BusinessDate[],
  what: Pick<Purchase, 'storeId' | 'amountFen' | 'coupon'>,
): readonly Purchase[] => days.map((onDay) => ({ onDay, by: 'clerk', ...what }))

/** The free draw of each of some days, at the wheel that has been there for six. */
const draws = (to: BusinessDate, ...daysAgo: readonly number[]): readonly Wish[] =>
  daysAgo.map((ago) => ({ onDay: addDays(to, -ago), action: 'draws' }))

/**
 * The members that visitors are signed in as. None of them has checked in on the last day, so that whoever opens the
 * demo can; the new customer is not here, because they have yet to join.
 */
export function personaLives(random: Random, { from, to }: Period): readonly Life[] {
  const yesterday = addDays(to, -1)
  const { regular, top, lapsed, expiring, pending, debt } = personas
  const [pingjiang, shantang, shiquan] = shop.stores
  const lastMonth = addDays(to, -30)
  const regularFrom = addDays(from, 120)
  const topFrom = addDays(to, -364)
  const lapsedFrom = addDays(from, 12)
  const lapsedDays = daysOf('workdays', { from: lapsedFrom, to: addDays(lapsedFrom, 120) }, random)
  const pendingFrom = addDays(to, -20)
  const debtFrom = addDays(to, -60)
  return [
    {
      openid: regular.openid,
      joinsOn: regularFrom,
      joinsWith: { nickname: regular.nickname, birthday: '05-20' },
      cameBy: 'clerk',
      days: [
        ...daysOf('daily', { from: regularFrom, to: addDays(lastMonth, -1) }, random),
        // One day missed, near enough to be made up in most months.
        ...everyDay(lastMonth, yesterday, [addDays(to, -5)]),
      ],
      makesUp: 0,
      buys: [
        ...purchasesOn(everyDay(regularFrom, addDays(to, -12)), { ofHundred: 12, storeId: pingjiang.storeId }, random),
        ...bought([addDays(to, -9)], { storeId: pingjiang.storeId, amountFen: 4_400, coupon: 'welcome' }),
        ...bought([addDays(to, -3)], { storeId: pingjiang.storeId, amountFen: 3_600 }),
      ],
      wishes: [
        { onDay: addDays(to, -10), action: 'claims', templateId: 'welcome' },
        { onDay: addDays(to, -8), action: 'claims', templateId: 'delivery' },
        { onDay: addDays(to, -2), action: 'redeems', rewardId: 'five', pricePoints: 200 },
        ...draws(to, 6, 5, 4, 3, 2, 1),
      ],
    },
    {
      openid: top.openid,
      joinsOn: topFrom,
      joinsWith: { nickname: top.nickname, birthday: '11-08' },
      days: everyDay(topFrom, yesterday),
      makesUp: 0,
      buys: purchasesOn(everyDay(topFrom, addDays(to, -9)), { ofHundred: 32, storeId: shantang.storeId }, random),
      wishes: [
        { onDay: addDays(to, -70), action: 'redeems', rewardId: 'refill', pricePoints: 900 },
        { onDay: addDays(to, -20), action: 'redeems', rewardId: 'pass', pricePoints: 3_000 },
        ...draws(to, 6, 5, 3, 1),
      ],
    },
    {
      openid: lapsed.openid,
      joinsOn: lapsedFrom,
      joinsWith: { nickname: lapsed.nickname },
      days: lapsedDays,
      makesUp: 0.2,
      buys: purchasesOn(lapsedDays, { ofHundred: 25, storeId: shiquan.storeId }, random),
    },
    {
      openid: expiring.openid,
      joinsOn: from,
      joinsWith: { nickname: expiring.nickname, birthday: '02-29' },
      days: [
        ...daysOf('daily', { from, to: addDays(from, 75) }, random),
        ...daysOf('now_and_then', { from: addDays(from, 76), to: addDays(to, -9) }, random),
      ],
      makesUp: 0.5,
      buys: purchasesOn(everyDay(from, addDays(from, 75)), { ofHundred: 10, storeId: pingjiang.storeId }, random),
    },
    {
      openid: pending.openid,
      joinsOn: pendingFrom,
      joinsWith: { nickname: pending.nickname },
      cameBy: 'clerk',
      broughtBy: regular.openid,
      days: [pendingFrom, addDays(to, -6), addDays(to, -2)],
      makesUp: 0,
      buys: bought([addDays(to, -6), addDays(to, -4), addDays(to, -2), yesterday], {
        storeId: pingjiang.storeId,
        amountFen: 12_800,
      }),
      wishes: draws(to, 2, 1),
    },
    {
      openid: debt.openid,
      joinsOn: debtFrom,
      joinsWith: { nickname: debt.nickname },
      days: [debtFrom],
      makesUp: 0,
      buys: [
        {
          onDay: addDays(to, -45),
          storeId: pingjiang.storeId,
          amountFen: 16_800,
          by: 'clerk',
          refund: { onDay: addDays(to, -8), amountFen: 16_800 },
        },
      ],
      gives: { onDay: addDays(to, -20), points: 180, reason: '在店里换了一只茶杯' },
    },
    ...friendLives({ from, to }),
  ]
}
