import {
  addDays,
  type BusinessDate,
  businessDateOf,
  firstDayOf,
  monthOf,
  startOfDateMs,
} from '../../cloudfunctions/kernel/business-date'
import type { Random } from '../../cloudfunctions/kernel/seeded-random'
import { birthdaysOf } from './birthdays'
import { between, pick } from './chance'
import type { PlannedDeed } from './deed'
import type { Step } from './programme'
import type { Purchase } from './purchases'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** The timer's first turn on a day; on the day of joining it is one of its later ones. */
const BIRTHDAY_MINUTE = 7
/** On the way to work, at lunch, at tea time, on the way home, before going to sleep. */
const USUAL_MINUTES = [8 * 60 + 10, 9 * 60 + 5, 12 * 60 + 40, 15 * 60 + 30, 18 * 60 + 50, 21 * 60 + 40]
const EARLIEST_MINUTE = 6 * 60 + 20
const LATEST_MINUTE = 23 * 60 + 50
const MAKE_UPS_A_MONTH = 2

/** Something a member wants from the shop's shelf on a day. */
export type Wish = { readonly onDay: BusinessDate } & (
  | { readonly action: 'claims'; readonly templateId: string }
  | { readonly action: 'redeems'; readonly rewardId: string; readonly pricePoints: number }
  | { readonly action: 'draws' }
)

/** What somebody does, before it has its minutes. */
export interface Life {
  readonly openid: string
  readonly joinsOn: BusinessDate
  readonly joinsWith: { readonly nickname?: string; readonly birthday?: string }
  /** The clerk whose card in a chat they came by; absent for who came by themselves. */
  readonly cameBy?: 'clerk'
  /** The member whose card they came by; absent for all others. */
  readonly broughtBy?: string
  /** Days of checking in, in order, none before joining. */
  readonly days: readonly BusinessDate[]
  /** How likely a day missed in between is made up at the next visit. */
  readonly makesUp: number
  readonly buys: readonly Purchase[]
  /** Coupons claimed and rewards redeemed; what they cannot afford by then they leave. */
  readonly wishes?: readonly Wish[]
  /** What they do with others, or with what there is only so much of, each at a moment of its own. */
  readonly deeds?: readonly PlannedDeed[]
  /** Points given for something at the counter, which an operator takes off by hand. */
  readonly gives?: { readonly onDay: BusinessDate; readonly points: number; readonly reason: string }
  /** A change of the profile, some days after joining. */
  readonly update?: { readonly onDay: BusinessDate; readonly change: { nickname?: string; birthday?: string } }
}

/** The moments of a life, in order, none of them after `endMs`. */
export function stepsOf(life: Life, endMs: number, random: Random): readonly Step[] {
  const usualMinute = pick(random, USUAL_MINUTES) + between(random, -20, 20)
  const joinsAtMs =
    startOfDateMs(life.joinsOn) + between(random, 9.5 * 60, 21 * 60) * MINUTE_MS + between(random, 0, 59_999)
  const join = { atMs: joinsAtMs, action: 'members.join' as const, input: { consentVersion: '1', ...life.joinsWith } }
  const momentOn = (date: BusinessDate) => {
    // Two draws together come near the usual time more often than far from it.
    const minute = usualMinute + between(random, -30, 30) + between(random, -25, 25)
    const within = Math.min(LATEST_MINUTE, Math.max(EARLIEST_MINUTE, minute))
    return startOfDateMs(date) + within * MINUTE_MS + between(random, 0, 59_999)
  }
  const steps: Step[] = [join]
  const makeUps = makeUpsOf(life, random)
  for (const date of life.days) {
    // Nobody checks in before they have joined: on that day they do it at the counter.
    const atMs = date === life.joinsOn ? joinsAtMs + between(random, 40, 300) * 1_000 : momentOn(date)
    steps.push({ atMs, action: 'check-in.perform', input: {} })
    const missed = makeUps.get(date)
    if (missed)
      steps.push({ atMs: atMs + between(random, 20, 90) * 1_000, action: 'check-in.make-up', input: { date: missed } })
  }
  steps.push(...purchaseSteps(life, joinsAtMs, random))
  for (const { onDay, ...wish } of life.wishes ?? [])
    steps.push({ atMs: Math.max(momentOn(onDay), joinsAtMs + MINUTE_MS), ...wish })
  for (const { onDay, minute, deed } of life.deeds ?? [])
    steps.push({ atMs: startOfDateMs(onDay) + minute * MINUTE_MS, ...deed })
  for (const date of birthdaysOf(life, businessDateOf(endMs)))
    steps.push({
      atMs: Math.max(startOfDateMs(date) + BIRTHDAY_MINUTE * MINUTE_MS, joinsAtMs + HOUR_MS),
      action: 'has_birthday',
    })
  if (life.gives) {
    const { onDay, ...given } = life.gives
    steps.push({ atMs: startOfDateMs(onDay) + OPENS_MINUTE * MINUTE_MS, action: 'gives', ...given })
  }
  if (life.cameBy) steps.push({ atMs: joinsAtMs - between(random, 60, 600) * 1_000, action: 'opens_card' })
  if (life.broughtBy)
    steps.push({ atMs: joinsAtMs - between(random, 60, 600) * 1_000, action: 'opens_friends_card', of: life.broughtBy })
  if (life.update)
    steps.push({ atMs: momentOn(life.update.onDay), action: 'members.update', input: life.update.change })
  return steps.filter(({ atMs }) => atMs <= endMs).sort((left, right) => left.atMs - right.atMs)
}

/** Shops are open from nine to nine. */
const OPENS_MINUTE = 9 * 60 + 5
const CLOSES_MINUTE = 20 * 60 + 55

/** What somebody buys and what goes back, each while the shop is open; on the day of joining, after it. */
function purchaseSteps({ buys, joinsOn }: Life, joinsAtMs: number, random: Random): readonly Step[] {
  const inTheShop = (date: BusinessDate) =>
    startOfDateMs(date) + between(random, OPENS_MINUTE, CLOSES_MINUTE) * MINUTE_MS + between(random, 0, 59_999)
  return buys.flatMap(({ onDay, refund, ...bought }, index): readonly Step[] => {
    const atMs = onDay === joinsOn ? joinsAtMs + between(random, 5, 20) * MINUTE_MS : inTheShop(onDay)
    const number = index + 1
    const buys: Step = { atMs, action: 'buys', number, ...bought }
    if (!refund) return [buys]
    const backAtMs = Math.max(atMs + 30 * MINUTE_MS, inTheShop(refund.onDay))
    return [buys, { atMs: backAtMs, action: 'returns', number, storeId: bought.storeId, amountFen: refund.amountFen }]
  })
}

/** Which missed day is made up at which visit: the day before it, of the same month, within the monthly quota. */
function makeUpsOf({ joinsOn, days, makesUp }: Life, random: Random): ReadonlyMap<BusinessDate, BusinessDate> {
  const visited = new Set(days)
  const used = new Map<string, number>()
  const result = new Map<BusinessDate, BusinessDate>()
  for (const date of days) {
    const missed = addDays(date, -1)
    const month = monthOf(date)
    if (visited.has(missed) || missed < joinsOn || missed < firstDayOf(month)) continue
    const count = used.get(month) ?? 0
    if (count >= MAKE_UPS_A_MONTH || random() >= makesUp) continue
    used.set(month, count + 1)
    result.set(date, missed)
  }
  return result
}
