import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import { asStaff, atDoor, type Caller, type Command } from '../world/doors'
import { at, pick } from '../world/random'
import type { SaidLine, SaidPurchase, SaidRefund } from '../world/said'
import { STORES } from '../world/shop'
import { clerkOf, type Flow, type Step, tillOf } from './flow'
import { codeOf, nonsenseCode } from './member-card'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** At counters and tills: purchases, and what is taken back of them. */
export const COUNTER_STEPS = [
  ['purchase', 14],
  ['till purchase', 9],
  ['both at once', 5],
  ['purchase again', 6],
  ['paid again', 5],
  ['refund', 14],
  ['undo', 4],
] as const
export type CounterStep = (typeof COUNTER_STEPS)[number][0]

export async function atCounters(name: CounterStep, step: Step): Promise<readonly Flow[]> {
  switch (name) {
    case 'purchase':
      return [[await byClerk(step, newPurchase(step))]]
    case 'till purchase':
      return [[await byTill(step, newPurchase(step))]]
    case 'both at once': {
      const purchase = newPurchase(step)
      return [[await byClerk(step, purchase)], [await byTill(step, purchase)]]
    }
    case 'purchase again':
      return purchaseAgain(step)
    case 'paid again':
      return paidAgain(step)
    case 'refund': {
      const refund = refundOf(step, knownOrComing(step))
      const again = step.random() < 0.2 ? [[takingBack(step, refund)]] : []
      return [[takingBack(step, refund)], ...again]
    }
    case 'undo':
      return [[undoing(step, knownOrComing(step))]]
  }
}

const AMOUNTS = [99, 1_000, 2_550, 4_000, 5_000, 9_999, 15_000]
const CATEGORIES = [{ category: 'tobacco' }, { category: 'tea' }, {}]

function linesOf({ random }: Step, amountFen: number): readonly SaidLine[] | null {
  if (random() < 0.5 || amountFen < 3) return null
  const first = 1 + at(random, amountFen - 2)
  return [
    { lineId: 'a', amountFen: first, ...pick(random, CATEGORIES) },
    { lineId: 'b', amountFen: amountFen - first, ...pick(random, CATEGORIES) },
  ]
}

/** Mostly just now; sometimes a while ago, as when a counter was offline; or at a moment that cannot be. */
function momentOf({ world, random }: Step): number | null {
  const now = world.clock.nowMs
  const drawn = random()
  if (drawn < 0.6) return null
  if (drawn < 0.8) return now - at(random, 30 * MINUTE_MS)
  if (drawn < 0.9) return now - at(random, 20 * HOUR_MS)
  if (drawn < 0.95) return now - at(random, 25 * 24) * HOUR_MS
  return now + pick(random, [5, 9, 20]) * MINUTE_MS
}

export function newPurchase(step: Step): SaidPurchase {
  const { world, random, number } = step
  const known = random() < 0.1 ? pick(random, world.shop.purchases) : undefined
  const amountFen = random() < 0.5 ? pick(random, AMOUNTS) : 1 + at(random, 12_000)
  return {
    kind: 'purchase',
    storeId: known?.storeId ?? pick(random, STORES),
    orderNo: known?.orderNo ?? `A${number}`,
    member: pick(random, world.people).member,
    amountFen,
    lines: linesOf(step, amountFen),
    paidAtMs: momentOf(step),
  }
}

function recording(caller: Caller, key: string, said: SaidPurchase, who: object): Command {
  const { storeId, orderNo, amountFen, lines, paidAtMs } = said
  const optional = { ...(lines ? { lines } : {}), ...(paidAtMs === null ? {} : { paidAtMs }) }
  const input = { storeId, orderNo, amountFen, ...optional, ...who }
  const lie = (random: Random) => {
    const other = pick(random, [{ orderNo: `${orderNo}-x` }, { amountFen: amountFen + 100 }])
    return recording(caller, key, { ...said, lines: null, ...other }, who)
  }
  return { ...atDoor(caller, { action: 'orders.record', input, key, said }), lie }
}

/** How a counter says whose purchase it is: by the code that the card showed then, or one that is good for nothing. */
async function shown({ world, random }: Step, { member, paidAtMs }: SaidPurchase): Promise<{ memberCode: string }> {
  if (random() < 0.04) return { memberCode: nonsenseCode(random) }
  const shownAtMs = random() < 0.04 ? world.clock.nowMs - 2 * HOUR_MS : (paidAtMs ?? world.clock.nowMs)
  return { memberCode: await codeOf(world, member, shownAtMs) }
}

export async function byClerk(step: Step, said: SaidPurchase): Promise<Command> {
  const { world, random } = step
  const confirmed = random() < 0.3 ? world.shop.confirmed.at(-1) : undefined
  // Who has just said that a look-up is them stands at the counter without a card.
  if (confirmed) {
    const { storeId, member, clerk } = confirmed
    return recording(asStaff(clerk), step.newKey(), { ...said, storeId, member, paidAtMs: null }, { memberId: member })
  }
  return recording(asStaff(clerkOf(step, said.storeId)), step.newKey(), said, await shown(step, said))
}

/** At a till that knows who its customer is. */
export const byTillOf = (step: Step, said: SaidPurchase): Command =>
  recording(tillOf(step, said.storeId), step.newKey(), said, { memberId: said.member })

async function byTill(step: Step, said: SaidPurchase): Promise<Command> {
  const who = step.random() < 0.5 ? { memberId: said.member } : await shown(step, said)
  return recording(tillOf(step, said.storeId), step.newKey(), said, who)
}

/** A purchase that is reported once more, from the same side or the other: as it was, or with something else in it. */
async function purchaseAgain(step: Step): Promise<readonly Flow[]> {
  const { world, random } = step
  const known = pick(random, world.shop.purchases)
  if (!known) return []
  const changed = pick(random, [
    known,
    known,
    { ...known, lines: null },
    { ...known, amountFen: known.amountFen + 1, lines: null },
    { ...known, member: pick(random, world.people).member },
  ])
  return [[random() < 0.5 ? await byClerk(step, changed) : await byTill(step, changed)]]
}

/** A status that flaps: all of it is refunded and paid once more, with the old message perhaps again in between. */
async function paidAgain(step: Step): Promise<readonly Flow[]> {
  const { world, random, number } = step
  const known = pick(random, world.shop.purchases)
  if (!known) return []
  const { storeId, orderNo, amountFen } = known
  const refund = takingBack(step, { kind: 'refund', storeId, orderNo, refundNo: `F${number}`, amountFen, lines: null })
  const old = random() < 0.4 ? [await byTill(step, known)] : []
  const paidAtMs = random() < 0.5 ? null : world.clock.nowMs + MINUTE_MS
  return [[refund, ...old, await byTill(step, { ...known, paidAtMs })]]
}

/** An order that was asked for, or one whose number will only be used later. */
function knownOrComing({ world, random, number }: Step): SaidPurchase {
  const known = random() < 0.93 ? pick(random, world.shop.purchases) : undefined
  if (known) return known
  const storeId = pick(random, STORES)
  const orderNo = `A${number + at(random, 6)}`
  return { kind: 'purchase', storeId, orderNo, member: '', amountFen: 1_000, lines: null, paidAtMs: null }
}

function refundOf({ random, number }: Step, purchase: SaidPurchase): SaidRefund {
  const { storeId, orderNo, amountFen, lines } = purchase
  // Few numbers, so that one comes twice, with the same or with something else in it.
  const refundNo = `R${random() < 0.75 ? number : at(random, 3)}`
  const of = { kind: 'refund', storeId, orderNo, refundNo } as const
  const line = lines && random() < 0.5 ? pick(random, lines) : undefined
  if (line) {
    const part = random() < 0.4 ? line.amountFen : 1 + at(random, line.amountFen + 1)
    return { ...of, amountFen: part, lines: [{ lineId: line.lineId, amountFen: part }] }
  }
  const third = Math.ceil(amountFen / 3)
  const part = pick(random, [amountFen, amountFen, third, third, 1 + at(random, amountFen), amountFen + 1])
  return { ...of, amountFen: part, lines: null }
}

export function takingBack(step: Step, said: SaidRefund): Command {
  const { storeId } = said
  const caller = step.random() < 0.6 ? asStaff(clerkOf(step, storeId)) : tillOf(step, storeId)
  return refunding(caller, step.newKey(), said)
}

function refunding(caller: Caller, key: string, said: SaidRefund): Command {
  const { storeId, orderNo, refundNo, amountFen, lines } = said
  const input = { storeId, orderNo, refundNo, amountFen, ...(lines ? { lines } : {}) }
  const lie = (random: Random) => {
    const other = pick(random, [{ refundNo: `${refundNo}-x` }, { amountFen: 1 + at(random, 500), lines: null }])
    return refunding(caller, key, { ...said, ...other })
  }
  return { ...atDoor(caller, { action: 'orders.refund', input, key, said }), lie }
}

function undoing(step: Step, { storeId, orderNo }: SaidPurchase): Command {
  const said: SaidRefund = { kind: 'undo', storeId, orderNo, refundNo: '', amountFen: null, lines: null }
  const caller = asStaff(clerkOf(step, storeId))
  return atDoor(caller, { action: 'orders.undo', input: { storeId, orderNo }, key: step.newKey(), said })
}
