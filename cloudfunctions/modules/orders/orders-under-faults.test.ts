import { FAULTS, type Fault, faultAt } from '../../../test/kit/fault-at'
import { faultyStore } from '../../../test/kit/faulty-store'
import { held } from '../../../test/kit/held-store'
import { LADDER, publishLadder } from '../../../test/kit/ladder'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf, Programme } from '../../../test/kit/programme'
import { bought, buying, refunded, refunding, shopper, shopWith } from '../../../test/kit/purchases'
import { workOn } from '../../../test/kit/work-on'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { Refusal } from '../../kernel/refusal'
import { defineModule, registryOf } from '../../platform/module'
import { modules } from '..'
import { accountOf } from '../ledger'
import { members } from '../members'
import { orderListeners } from './listeners'
import { recordedBefore } from './record'
import { orders } from './store'

/** Asks again as a client does, with the same key, until there is an answer. */
async function untilAnswered<T>(
  goOn: () => void,
  ask: () => Promise<T | Refusal<string>>,
): Promise<T | Refusal<string>> {
  for (let tried = 0; tried < 20; tried += 1) {
    goOn()
    const answer = await ask().catch(() => null)
    if (answer !== null && !(answer instanceof Refusal && answer.code === 'busy')) return answer
  }
  throw new Error('never answered')
}

async function shop() {
  const store = new MemoryStore()
  const programme = await shopWith({ welcomePoints: 0, maxPointsPerDay: 10_000 }, { store })
  await publishLadder(programme, { base: LADDER.base, silver: { ...LADDER.silver, growthAtLeast: 100 } })
  const { ask, memberId, balance } = await shopper(programme)
  return { store, programme, memberId, balance, ask }
}

/** Nothing is open, and everything is there once. */
async function settled(programme: Programme): Promise<void> {
  programme.nowMs += 200_000
  await programme.tick()
  const open = await programme.store.find(orders, { index: 'byOpen', range: { from: 0 }, limit: 10 })
  expect(open.items).toEqual([])
  await assertLedgerHolds(programme)
}

async function tryFault(fault: Fault, number: number): Promise<boolean> {
  const { store, programme, memberId, balance, ask } = await shop()
  const faulty = faultAt(store, number, fault)
  const bad = programme.another({ store: faulty.store })
  const order = { memberId, amountFen: 10_000, key: 'k-1' }
  const recorded = await untilAnswered(faulty.goOn, () => buying(bad, order))
  expect(recorded).toMatchObject({ award: { points: 100, newTier: '银卡' }, openSinceMs: null })
  bad.nowMs += 60_000
  const taken = await untilAnswered(faulty.goOn, () => refunding(bad, { amountFen: 3_333, key: 'k-2' }))
  expect(taken).toMatchObject({ refund: { done: { pointsTaken: 34, debt: 0 }, leftFen: 6_667 } })
  await faulty.quiet()
  programme.nowMs = bad.nowMs
  await settled(programme)
  expect(await balance()).toEqual({ available: 0, pending: 66, debt: 0 })
  expect(dataOf(await ask('tiers.mine', {}))).toMatchObject({ growth: 66, orders: 1, tier: { name: '银卡' } })
  const told = dataOf(await ask('inbox.list', {})).items.map(({ title }) => title)
  expect(told).toEqual(['银卡保留到4月9日', '恭喜升为银卡'])
  const [found] = (await store.find(orders, { index: 'byKey', limit: 10 })).items
  expect(found?.lines).toMatchObject([{ leftFen: 6_667, points: 100 }])
  expect(found).toMatchObject({ leftFen: 6_667, refunds: [{ done: { pointsTaken: 34 } }], openSinceMs: null })
  // And the same once more answers the same.
  expect(await bought(programme, order)).toMatchObject({ award: { points: 100, newTier: '银卡' } })
  expect(await refunded(programme, { amountFen: 3_333, key: 'k-2' })).toEqual({
    pointsTaken: 34,
    debt: 0,
    leftFen: 6_667,
  })
  return faulty.hasFired()
}

test.each(FAULTS)(
  'whichever call of an order and its refund %s, both are there once',
  async (fault) => {
    let number = 1
    while (await tryFault(fault, number)) number += 1
    // Four calls of the order and six of the refund, each with what is told of the tier, and what is published.
    expect(number).toBeGreaterThan(12)
  },
  60_000,
)

test.each([1, 2, 3, 4])(
  'orders, refunds and paying anew, raced under faults from all sides, net to what is paid (seed %i)',
  async (seed) => {
    const { store, programme, memberId, balance } = await shop()
    const faulty = faultyStore(store, { error: 25, lostReply: 25, late: 25 }, seed)
    const bad = programme.another({ store: faulty.store, seed })
    const numbers = Array.from({ length: 6 }, (_, at) => `A-${at}`)
    const goOn = () => {}
    const recordAll = (paidAtMs?: number) =>
      Promise.all(
        numbers.flatMap((orderNo) =>
          (['staff', 'shop', 'import'] as const).map((source) => {
            const order = {
              memberId,
              orderNo,
              amountFen: 5_000,
              source,
              by: source,
              key: `${source}-${orderNo}-${paidAtMs}`,
            }
            return untilAnswered(goOn, () => buying(bad, { ...order, ...(paidAtMs ? { paidAtMs } : {}) }))
          }),
        ),
      )
    const refundAll = (amountFen: number, refundNo: string) =>
      Promise.all(
        numbers.flatMap((orderNo) =>
          [1, 2].map(() => untilAnswered(goOn, () => refunding(bad, { orderNo, amountFen, refundNo }))),
        ),
      )
    const firstPaidAtMs = bad.nowMs
    await recordAll(firstPaidAtMs)
    bad.nowMs += 120_000
    await Promise.all([refundAll(1_667, 'R-1'), recordAll(firstPaidAtMs), bad.tick()])
    await refundAll(3_333, 'R-2')
    await recordAll(firstPaidAtMs)
    await faulty.quiet()
    expect(await balance()).toEqual({ available: 0, pending: 0, debt: 0 })
    bad.nowMs += 120_000
    await recordAll(bad.nowMs)
    await refundAll(2_000, 'R-3')
    await faulty.quiet()
    expect(faulty.fired.lostReply).toBeGreaterThan(3)
    programme.nowMs = bad.nowMs
    await settled(programme)
    expect(await balance()).toEqual({ available: 0, pending: 6 * 36, debt: 0 })
    const { growth, orders: count } = dataOf(await programme.member('o-mei')('tiers.mine', {}))
    expect([growth, count]).toEqual([180, 6])
    expect(await store.count(orders, {})).toBe(12)
  },
  60_000,
)

test('an order whose function ended is finished by the sweeper, and a refund that comes before that finishes it first', async () => {
  for (const isRefunded of [false, true]) {
    const { store, programme, memberId, balance } = await shop()
    const cut = faultAt(store, 4, 'function ends')
    const bad = programme.another({ store: cut.store })
    await buying(bad, { memberId, amountFen: 10_000 }).catch(() => null)
    const [open] = (await store.find(orders, { index: 'byOpen', range: { from: 0 }, limit: 10 })).items
    expect(open).toMatchObject({ award: null })
    if (isRefunded) await refunded(programme, { amountFen: 4_000 })
    await settled(programme)
    expect(await balance()).toEqual({ available: 0, pending: isRefunded ? 60 : 100, debt: 0 })
  }
})

test('a refund asked for at two counters at once, of an order that is still open, is done once', async () => {
  const { store, programme, memberId, balance } = await shop()
  const cut = faultAt(store, 4, 'function ends')
  const bad = programme.another({ store: cut.store })
  await buying(bad, { memberId, amountFen: 10_000 }).catch(() => null)
  const asked = Array.from({ length: 4 }, () => refunded(programme, { amountFen: 3_000, refundNo: 'R-1' }))
  expect(await Promise.all(asked)).toEqual(Array(4).fill({ pointsTaken: 30, debt: 0, leftFen: 7_000 }))
  await settled(programme)
  expect(await balance()).toEqual({ available: 0, pending: 70, debt: 0 })
})

test('somebody whose joining is not finished buys, and earns; who is no member earns nothing', async () => {
  const store = new MemoryStore()
  const programme = await shopWith({ welcomePoints: 50 }, { store })
  // Behind the call that writes the member down.
  const cut = faultAt(store, 5, 'function ends')
  const bad = programme.another({ store: cut.store })
  await bad.member('o-mei')('members.join', { consentVersion: '1' })
  const [member] = (await store.find(members, { index: 'byOpen', range: { from: 0 }, limit: 1 })).items
  const memberId = member?._id ?? 'none'
  expect(memberId).not.toBe('none')
  expect(await accountOf(workOn(programme), memberId)).toBeNull()
  expect(await bought(programme, { memberId, amountFen: 10_000 })).toMatchObject({ award: { points: 100, seq: 2 } })
  expect(await bought(programme, { memberId: 'nobody', orderNo: 'A-2', amountFen: 10_000 })).toMatchObject({
    award: { points: 0, account: null },
  })
  await settled(programme)
  const { points } = dataOf(await programme.member('o-mei')('members.me', {}))
  expect(points).toMatchObject({ available: 50, pending: 100 })
})

test('a listener hears of an order and of its refund before each is settled, and again when the function ended there', async () => {
  const { programme, memberId } = await shop()
  const heard: unknown[] = []
  let failures = 1
  const listening = defineModule({
    name: 'listening',
    contract: {},
    handlers: {},
    extends: [
      orderListeners.with(async (_, { order, refund, account }) => {
        const state = {
          points: order.award?.points,
          lines: order.lines.map(({ points }) => points),
          leftFen: order.leftFen,
        }
        heard.push({ ...state, taken: refund?.done?.pointsTaken, hasGrowth: account?.rooms.tiers !== undefined })
        if (failures-- > 0) throw new Error('the function was ended here')
        return {}
      }),
    ],
  })
  const registry = registryOf([...modules, listening])
  const work = () => ({ ...workOn(programme), registry })
  const order = { memberId, amountFen: 10_000, key: 'k-1' }
  await expect(buying(programme, order, work())).rejects.toThrow('ended here')
  expect(await programme.store.find(orders, { index: 'byOpen', range: { from: 0 }, limit: 1 })).toMatchObject({
    items: [{ award: null }],
  })
  await buying(programme, order, work())
  failures = 1
  const refund = { amountFen: 3_333, key: 'k-2' }
  await expect(refunding(programme, refund, work())).rejects.toThrow('ended here')
  await refunding(programme, refund, work())
  const paid = { points: 100, lines: [100], leftFen: 10_000, taken: undefined, hasGrowth: true }
  const taken = { ...paid, leftFen: 6_667, taken: 34 }
  expect(heard).toEqual([paid, paid, taken, taken])
  await settled(programme)
})

test('a purchase that is sent twice at once while the one before it is refunded is one, and answered as that', async () => {
  const programme = await shopWith({ welcomePoints: 0, holdDays: 0 })
  const { memberId } = await shopper(programme)
  await bought(programme, { memberId, amountFen: 2_500, key: 'k-0' })
  const waiting = held(programme.store, 'orders')
  // It stands when the slow function reads it, and is refunded when that keeps the key with it.
  const slow = buying(programme, { memberId, amountFen: 2_500, key: 'k-1' }, workOn(new Programme(waiting)))
  await waiting.reached
  await refunded(programme, { amountFen: 2_500 })
  const anew = await bought(programme, { memberId, amountFen: 2_500, key: 'k-1' })
  waiting.release()
  expect(anew).toMatchObject({ round: 2 })
  expect(await slow).toMatchObject({ round: 2 })
  expect(await bought(programme, { memberId, amountFen: 2_500, key: 'k-1' })).toEqual(anew)
  await settled(programme)
})

test('what was recorded before is no answer to a command that could not be kept with it', async () => {
  const programme = await shopWith({ welcomePoints: 0, holdDays: 0 })
  const { memberId } = await shopper(programme)
  await bought(programme, { memberId, amountFen: 2_500, key: 'k-0' })
  const waiting = held(programme.store, 'orders')
  const again = { key: 'k-1', inputHash: 'i', memberId, amountFen: 2_500, lines: null, paidAtMs: null }
  const slow = recordedBefore(workOn(new Programme(waiting)), 'west', 'A-1', again)
  await waiting.reached
  await refunded(programme, { amountFen: 2_500 })
  waiting.release()
  expect(await slow).toBeNull()
  expect(await recordedBefore(workOn(programme), 'west', 'A-1', again)).toBeNull()
})

test.each(['the one that was there', 'the new one'])(
  'one key that is sent with two refunds at once is one of them, also when %s is slow',
  async (slow) => {
    const programme = await shopWith({ welcomePoints: 0, holdDays: 0 })
    const { memberId } = await shopper(programme)
    await bought(programme, { memberId, amountFen: 2_500 })
    await refunded(programme, { amountFen: 1_100, refundNo: 'R-1', key: 'k-0' })
    const waiting = held(programme.store, 'orders')
    const slowly = programme.another({ store: waiting.store })
    const there = { amountFen: 1_100, refundNo: 'R-1', key: 'k-1' }
    const fresh = { amountFen: 400, refundNo: 'R-2', key: 'k-1' }
    const [late, early] = slow === 'the new one' ? [fresh, there] : [there, fresh]
    const answer = refunding(slowly, late)
    await waiting.reached
    expect(await refunding(programme, early)).toMatchObject({ refund: { refundNo: early.refundNo } })
    waiting.release()
    for (const again of [await answer, await refunding(programme, late)])
      expect(again).toMatchObject({ code: 'key_reused_with_other_input' })
    expect(await refunding(programme, early)).toMatchObject({ refund: { refundNo: early.refundNo } })
    const order = await programme.store.get(orders, 'west|A-1|1')
    expect(order?.refunds.map(({ refundNo }) => refundNo)).toEqual(early === fresh ? ['R-1', 'R-2'] : ['R-1'])
  },
)
