import { addDays, businessDateOf, daysBetween } from '../../kernel/business-date'
import { Refusal, refuse } from '../../kernel/refusal'
import { settingsOf, type Work } from '../../platform/context'
import { untilSettled } from '../../platform/guarded-store'
import { expiresOn, ledgerSettings } from '../ledger'
import type { StoreInForce } from '../staff'
import { orderIdOf } from './domain/identity'
import { type GivenLine, linesOf } from './domain/lines'
import { type Purchase, placeOf, type Round } from './domain/rounds'
import { finishOrder } from './finish-order'
import { keepRepeat } from './repeats'
import { orderSettings } from './settings'
import { type Order, orders, roundsOf } from './store'

/** A purchase that somebody reports of a store that is in force. */
export interface Reported extends Purchase {
  readonly store: Pick<StoreInForce, 'storeId' | 'name'>
  readonly orderNo: string
  readonly source: Order['source']
  readonly by: string
}

/** Clocks of tills run ahead a little; a purchase that is further off has not happened. */
const MOST_AHEAD_MS = 10 * 60_000

/** What is wrong with the moment at which a purchase is said to have been paid; null when nothing is. */
export function doubtOfMoment(
  paidAtMs: number,
  { nowMs, today }: Pick<Work, 'nowMs' | 'today'>,
  orderMaxAgeDays: number,
): 'ahead' | 'old' | null {
  // guard: paid-in-the-future
  if (paidAtMs > nowMs + MOST_AHEAD_MS) return 'ahead'
  // guard: paid-too-long-ago
  return daysBetween(businessDateOf(paidAtMs), today) > orderMaxAgeDays ? 'old' : null
}

/** Refuses a moment at which a purchase cannot have been paid; null when it can, or names none. */
export async function problemOfMoment(work: Work, paidAtMs: number | null): Promise<Refusal<'invalid_input'> | null> {
  if (paidAtMs === null) return null
  const { orderMaxAgeDays } = await settingsOf(work, orderSettings)
  const doubt = doubtOfMoment(paidAtMs, work, orderMaxAgeDays)
  return doubt && refuse('invalid_input', { path: 'input.paidAtMs', doubt, orderMaxAgeDays })
}

/** When the points of a purchase can be spent, and when they end, by the settings now. */
export async function termsOf(work: Work, paidAtMs: number) {
  const { holdDays, pointExpiry } = await settingsOf(work, ledgerSettings)
  const vestsOn = addDays(businessDateOf(paidAtMs), holdDays)
  const ends = expiresOn(work.today, pointExpiry)
  if (vestsOn <= work.today) return { vestsOn: null, expiresOn: ends }
  // Points that would end before they can be spent are counted from the day on which they can.
  return { vestsOn, expiresOn: ends < vestsOn ? expiresOn(vestsOn, pointExpiry) : ends }
}

async function draftOf(work: Work, reported: Reported): Promise<(round: number) => Order> {
  const { store, orderNo, memberId, amountFen, lines, key, inputHash, source, by } = reported
  const { earnExcludedCategories, version } = await settingsOf(work, orderSettings)
  const paidAtMs = Math.min(reported.paidAtMs ?? work.nowMs, work.nowMs)
  const terms = await termsOf(work, paidAtMs)
  return (round) => ({
    _id: orderIdOf(store.storeId, orderNo, round),
    schema: 1,
    store: store.storeId,
    storeName: store.name,
    orderNo,
    round,
    member: memberId,
    amountFen,
    hasLines: lines !== null,
    lines: linesOf(amountFen, lines, earnExcludedCategories),
    leftFen: amountFen,
    paidAtMs,
    atMs: work.nowMs,
    source,
    by,
    key,
    inputHash,
    repeats: [],
    rulesVersion: version,
    ...terms,
    award: null,
    refunds: [],
    refundKeys: [],
    version: 0,
    openSinceMs: work.nowMs,
  })
}

function roundOf(order: Order): Round & { readonly order: Order } {
  const { key, inputHash, repeats, member: memberId, amountFen, lines, hasLines, round, leftFen, refunds } = order
  const given: readonly GivenLine[] | null = hasLines ? lines : null
  const last = refunds.at(-1)
  const refundedAtMs = last?.atMs ?? null
  const isUndone = last?.kind === 'undo'
  return { order, key, inputHash, repeats, memberId, amountFen, lines: given, round, leftFen, refundedAtMs, isUndone }
}

type Misplaced = 'key_reused_with_other_input' | 'order_exists_with_other_content'

/** Keeps with an order that another command reported it as well. A row of a file says when it was asked for: that is enough. */
async function keptWith(work: Work, order: Order, purchase: Purchase): Promise<boolean> {
  // guard: repeat-kept
  return order.key === purchase.key || purchase.askedAtMs !== undefined || keepRepeat(work, order, purchase)
}

interface Placed {
  readonly order: Order
  readonly isNew: boolean
}

/** The order that a purchase is: inserted now, or there already. Inserting decides who is first. */
async function placed(work: Work, reported: Reported): Promise<Placed | Refusal<Misplaced>> {
  const draft = await draftOf(work, reported)
  let round = 1
  return untilSettled<Placed | Refusal<Misplaced>>(work, async () => {
    const order = draft(round)
    if ((await work.store.insert(orders, order)) === 'inserted') return { value: { order, isNew: true } }
    const place = placeOf((await roundsOf(work, order.store, order.orderNo)).map(roundOf), reported)
    if (place instanceof Refusal) return { value: place }
    if ('is' in place) {
      const { order: known } = place.is
      return (await keptWith(work, known, reported)) ? { value: { order: known, isNew: false } } : 'again'
    }
    // Nobody has this round and yet it could not be inserted: another order has the key.
    // guard: key-of-one-order
    if (place.opens === round) return { value: refuse('key_reused_with_other_input') }
    round = place.opens
    return 'again'
  })
}

/**
 * Records a purchase and what it earns, once for each store and order number, from whichever side it comes and however
 * often. What was decided when it first came in stands.
 */
export async function recordOrder(
  work: Work,
  reported: Reported,
): Promise<Order | Refusal<Misplaced | 'account_frozen'>> {
  const found = await placed(work, reported)
  return found instanceof Refusal ? found : finishOrder(work, found.order, found)
}

/**
 * The order that a purchase is already; null when it is none yet. For what can no longer be asked anew: a card's code
 * that has ended since, or a payment that has become too old.
 */
export async function recordedBefore(
  work: Work,
  storeId: string,
  orderNo: string,
  purchase: Purchase,
): Promise<Order | Refusal<Misplaced | 'account_frozen'> | null> {
  const found = await untilSettled<Order | Refusal<Misplaced> | null>(work, async () => {
    const place = placeOf((await roundsOf(work, storeId, orderNo)).map(roundOf), purchase)
    if (place instanceof Refusal) return { value: place.code === 'key_reused_with_other_input' ? place : null }
    if (!('is' in place)) return { value: null }
    const { order } = place.is
    return (await keptWith(work, order, purchase)) ? { value: order } : 'again'
  })
  return found === null || found instanceof Refusal ? found : finishOrder(work, found)
}
