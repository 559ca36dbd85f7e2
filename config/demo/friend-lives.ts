import { addDays } from '../../cloudfunctions/kernel/business-date'
import { personas, shop } from '../../src/stage/personas'
import type { Period } from './habits'
import type { Life } from './life'

/** Two whom the regular brought beside the one with a story: one has had the first cup, one is still to have it. */
export function friendLives({ to }: Period): readonly Life[] {
  const [{ storeId }] = shop.stores
  const broughtBy = personas.regular.openid
  const firstCup = addDays(to, -10)
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
  ]
}
