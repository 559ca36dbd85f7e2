import { addDays, type BusinessDate, startOfDateMs } from '../../cloudfunctions/kernel/business-date'
import { personas, shop } from '../../src/stage/personas'
import type { Draft } from './documents'
import type { Period } from './habits'
import type { Life } from './life'

const RAN_DAYS = 25
const RUNS_DAYS = 65

/** Twenty for who brings a friend and ten for the friend, once the friend's own first cup is past its return period. */
export function friendsCampaign(today: BusinessDate): Draft {
  return {
    _id: 'tea-friends',
    title: '带朋友来坐坐',
    kind: 'referral',
    text: '好茶要一起喝。朋友来店里喝上一杯，我们给两位都添一点心意。',
    fromMs: startOfDateMs(addDays(today, -RAN_DAYS)),
    untilMs: startOfDateMs(addDays(today, RUNS_DAYS)),
    referrerPoints: 20,
    friendPoints: 10,
    minOrderFen: 1_800,
    perReferrer: { friends: 5, per: 'month' },
    mostFriends: 300,
    shareTitle: '檐下有茶，来坐坐',
  }
}

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
