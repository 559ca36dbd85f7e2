import { businessDateOf, daysBetween } from '../../kernel/business-date'
import { canonicalJson, type Json } from '../../kernel/canonical-json'
import type { Work } from '../../platform/context'
import { type Account, type Limit, limitUsed, MAX_TRACE_BYTES } from '../ledger'
import type { Facts, RulesInForce } from '../rules'
import { tierOf } from '../tiers'
import { PLAIN_RATE_BPS } from './domain/earning'
import { eligibleFenOf } from './domain/lines'
import { storeMark } from './domain/store-mark'
import { EARNED_THAT_DAY } from './order-rules'
import type { Order } from './store'

/** The account keeps a day's count for a week; the last day of that is left for what is carried out after midnight. */
const MOST_DAYS_LATE = 6

/**
 * What a member earns by orders of one day, counted with the account while a cap asks for it. The day is that of payment;
 * of what is recorded more than six days later it is that of recording, since the day of payment is no longer counted.
 */
export function dayLimitOf({ paidAtMs, atMs }: Pick<Order, 'paidAtMs' | 'atMs'>): Limit {
  const [paidOn, recordedOn] = [businessDateOf(paidAtMs), businessDateOf(atMs)]
  const isLate = daysBetween(paidOn, recordedOn) > MOST_DAYS_LATE
  return { name: 'orders.points', period: isLate ? recordedOn : paidOn }
}

/** Whether the rules cap what is earned in a day. */
export function isCountedByDay({ caps }: Pick<RulesInForce, 'caps'>): boolean {
  return caps.some(({ had }) => had === EARNED_THAT_DAY)
}

type Bought = Pick<Order, 'store' | 'storeName' | 'amountFen' | 'lines' | 'paidAtMs' | 'atMs'>

/** What the purchase alone tells, whoever the member is by now. */
export function purchaseFactsOf(order: Bought): Facts {
  return {
    amountFen: order.amountFen,
    eligibleFen: eligibleFenOf(order.lines),
    store: storeMark(order.store),
    storeName: order.storeName,
  }
}

/** What the rules are told of an order: the purchase, and the member as they are now. */
export async function factsOf(work: Work, inForce: RulesInForce, order: Bought, account: Account): Promise<Facts> {
  const tier = await tierOf(work, account)
  return {
    ...purchaseFactsOf(order),
    rateBps: tier?.rateBps ?? PLAIN_RATE_BPS,
    ...(tier ? { tier: tier.name } : {}),
    ...(isCountedByDay(inForce) ? { [EARNED_THAT_DAY]: limitUsed(account, dayLimitOf(order)) } : {}),
  }
}

/** Facts that are only read out and decide nothing. */
const NAMES = ['storeName', 'tier'] as const

/** A trace that fits its entry: of names too long for it the end is left out, and the number stays the same. */
export function fitted<T extends { readonly facts: Facts }>(trace: T): T & Json {
  let fits: T = trace
  for (const name of NAMES) {
    const letters = [...String(fits.facts[name] ?? '')]
    while (letters.length > 0 && Buffer.byteLength(canonicalJson(fits as T & Json)) > MAX_TRACE_BYTES) {
      letters.pop()
      fits = { ...fits, facts: { ...fits.facts, [name]: letters.join('') } }
    }
  }
  return fits as T & Json
}
