import { addDays } from '../../cloudfunctions/kernel/business-date'
import { personas, shop } from '../../src/stage/personas'
import type { Period } from './habits'
import type { Life } from './life'

/**
 * Whom the regular brought beside the one with a story: one has had the first cup, one is still to have it, and one took it
 * back to the shop after both had been paid for it.
 */
export function friendLives({ to }: Period): readonly Life[] {
  const [{ storeId }] = shop.stores
  const broughtBy = personas.regular.openid
  const firstCup = addDays(to, -10)
  const returnedCup = { bought: addDays(to, -17), paid: addDays(to, -8), back: addDays(to, -7) }
  return [
    {
      openid: 'demo-friend-1',
      joinsOn: addDays(to, -12),
      joinsWith: { nickname: '小雨' },
      broughtBy,
      days: [],
      makesUp: 0,
      buys: [{ onDay: firstCup, by: 'clerk', storeId, amountFen: 3_600 }],
    },
    {
      openid: 'demo-friend-2',
      joinsOn: addDays(to, -2),
      joinsWith: { nickname: '阿宁' },
      broughtBy,
      days: [],
      makesUp: 0,
      buys: [],
    },
    {
      openid: 'demo-friend-3',
      joinsOn: returnedCup.bought,
      joinsWith: { nickname: '一川' },
      broughtBy,
      days: [],
      makesUp: 0,
      buys: [
        {
          onDay: returnedCup.bought,
          by: 'clerk',
          storeId,
          amountFen: 4_400,
          refund: { onDay: returnedCup.back, amountFen: 4_400 },
        },
      ],
      deeds: [{ onDay: returnedCup.paid, minute: 9 * 60 + 30, deed: { action: 'friends_are_paid' } }],
    },
  ]
}
