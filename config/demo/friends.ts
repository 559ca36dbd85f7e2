import { addDays, type BusinessDate, startOfDateMs } from '../../cloudfunctions/kernel/business-date'
import type { Draft } from './documents'

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
