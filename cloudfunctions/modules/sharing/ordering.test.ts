import { cutStore } from '../../../test/kit/cut-store'
import { faultyStore } from '../../../test/kit/faulty-store'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf, joined, Programme } from '../../../test/kit/programme'
import { bought, buying, refunded, refunding } from '../../../test/kit/purchases'
import { cardOf, outcomesOf, sharingShop } from '../../../test/kit/sharing-shop'
import { workOn } from '../../../test/kit/work-on'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { Refusal } from '../../kernel/refusal'
import type { CountedStore } from '../../platform/guarded-store'
import type { Store } from '../../platform/store'
import { accounts } from '../ledger/store'
import { type Order, type OrderRefund, orders } from '../orders'
import { countOrder } from './ordering'

const DAY_MS = 24 * 60 * 60_000

/** A member who came by the card of a clerk at the lake. */
async function brought(options: { readonly store?: Store } = {}) {
  const programme = await sharingShop(options)
  const card = await cardOf(programme.staff('o-clerk'), 'lake')
  const { ask, memberId } = await joined(programme, 'o-mei')
  dataOf(await ask('sharing.open', { shareCode: card }))
  return { programme, card, ask, memberId, storeId: 'lake' }
}

async function counted(programme: Programme) {
  const orderOutcomes = await outcomesOf(programme, 'order')
  return orderOutcomes.map(({ card, count, amountFen }) => ({ card, count, amountFen }))
}

/** So many calls a purchase takes, from its number to its settling. */
async function callsOf(programme: Programme, memberId: string, orderNo: string): Promise<number> {
  const work = workOn(programme)
  await buying(programme, { memberId, storeId: 'lake', amountFen: 100, orderNo }, work)
  return (work.store as CountedStore).calls()
}

describe('an order of somebody whom a card brought', () => {
  test('counts once for the card, with its amount, and in the reports of clerk, manager and operator', async () => {
    const { programme, card, memberId, storeId } = await brought()
    await bought(programme, { memberId, storeId, amountFen: 12_345, key: 'k-1' })
    await bought(programme, { memberId, storeId, amountFen: 12_345, key: 'k-1' })
    expect(await counted(programme)).toEqual([{ card, count: 1, amountFen: 12_345 }])
    const sums = { visits: 1, joins: 0, orders: 1, orderFen: 12_345, claims: 0, uses: 0 }
    for (const openid of ['o-clerk', 'o-manager']) {
      const report = dataOf(await programme.staff(openid)('sharing.report', { storeId }))
      expect(report).toMatchObject({ items: [sums], store: sums, staff: [sums] })
    }
    expect(dataOf(await programme.ops()('ops.sharing-report', {})).items).toMatchObject([{ storeId, ...sums }])
    await assertLedgerHolds(programme)
  })

  test('that was recorded before the card was kept with the account counts for none, however late it is told', async () => {
    const programme = await sharingShop()
    const { ask, memberId } = await joined(programme, 'o-mei')
    const order = await bought(programme, { memberId, storeId: 'lake', amountFen: 1_000 })
    dataOf(await ask('sharing.open', { shareCode: await cardOf(programme.staff('o-clerk'), 'lake') }))
    await refunded(programme, { storeId: 'lake', amountFen: 400 })
    // A function that recorded it slowly: it has the order as it was, and the account as it is.
    const account = await programme.store.get(accounts, `${memberId}.1`)
    await countOrder(workOn(programme), { order, refund: null, account })
    expect(await counted(programme)).toEqual([])
    await bought(programme, { memberId, storeId: 'lake', amountFen: 700, orderNo: 'A-2' })
    expect(await counted(programme)).toMatchObject([{ count: 1, amountFen: 700 }])
  })

  test('that is finished when they have come by another card since counts for the one of its moment', async () => {
    const cut = cutStore(new MemoryStore())
    const { programme, card, ask, memberId, storeId } = await brought({ store: cut.store })
    // The order and the account are written, and nobody was told of it yet.
    cut.cutAfter(2)
    await expect(bought(programme, { memberId, storeId, amountFen: 500 })).rejects.toThrow('ended here')
    cut.goOn()
    programme.nowMs += 31 * DAY_MS
    dataOf(await ask('sharing.open', { shareCode: await cardOf(programme.staff('o-colleague'), 'lake') }))
    await programme.tick()
    expect(await counted(programme)).toEqual([{ card, count: 1, amountFen: 500 }])
    await assertLedgerHolds(programme)
  })

  test('at another store of the merchant counts, at the store of another merchant does not', async () => {
    const { programme, card, memberId } = await brought()
    await bought(programme, { memberId, storeId: 'bakery', amountFen: 500, orderNo: 'B-1' })
    expect(await counted(programme)).toEqual([])
    await bought(programme, { memberId, storeId: 'bridge', amountFen: 700, orderNo: 'B-1' })
    expect(await counted(programme)).toEqual([{ card, count: 1, amountFen: 700 }])
  })

  test.each([
    ['a millisecond before the card was opened', -1, false],
    ['at the moment it was opened', 0, true],
    ['in the last millisecond of the window', 30 * DAY_MS - 1, true],
    ['when the window has ended', 30 * DAY_MS, false],
  ])('paid %s, %s ms: %s', async (_, afterMs, isCounted) => {
    const { programme, memberId, storeId } = await brought()
    const paidAtMs = programme.nowMs + afterMs
    programme.nowMs += 31 * DAY_MS
    await bought(programme, { memberId, storeId, amountFen: 100, paidAtMs })
    expect(await counted(programme)).toHaveLength(isCounted ? 1 : 0)
  })

  test('takes two calls more than one of somebody whom no card brought, and that one takes none', async () => {
    const { programme, memberId } = await brought()
    const other = await joined(programme, 'o-lan')
    // The first one reads what is published, the others find it remembered.
    await callsOf(programme, other.memberId, 'A-1')
    expect(await callsOf(programme, other.memberId, 'A-2')).toBe(4)
    expect(await callsOf(programme, memberId, 'A-3')).toBe(6)
  })
})

test('a room that a hand has made unreadable keeps no purchase from being recorded', async () => {
  const { programme, ask, card, memberId, storeId } = await brought()
  const broken = { rooms: { sharing: { card: 7 } } } as never
  await programme.store.update(accounts, { _id: `${memberId}.1` }, { set: broken })
  await bought(programme, { memberId, storeId, amountFen: 100 })
  expect(await counted(programme)).toEqual([])
  programme.nowMs += 31 * DAY_MS
  dataOf(await ask('sharing.open', { shareCode: card }))
  await bought(programme, { memberId, storeId, amountFen: 200, orderNo: 'A-2' })
  expect(await counted(programme)).toEqual([{ card, count: 1, amountFen: 200 }])
})

describe('a refund', () => {
  test('takes from the amount; the last one takes the order; paid anew it counts anew', async () => {
    const { programme, card, memberId, storeId } = await brought()
    await bought(programme, { memberId, storeId, amountFen: 10_000 })
    const seen: unknown[] = []
    for (const [refundNo, amountFen] of [
      ['R-1', 3_333],
      ['R-2', 3_333],
      ['R-2', 3_333],
      ['R-3', 3_333],
      ['R-4', 1],
    ] as const) {
      await refunded(programme, { storeId, refundNo, amountFen })
      seen.push(...(await counted(programme)))
    }
    expect(seen).toEqual([
      { card, count: 1, amountFen: 6_667 },
      { card, count: 1, amountFen: 3_334 },
      { card, count: 1, amountFen: 3_334 },
      { card, count: 1, amountFen: 1 },
      { card, count: 0, amountFen: 0 },
    ])
    await bought(programme, { memberId, storeId, amountFen: 800 })
    const { store } = dataOf(await programme.staff('o-manager')('sharing.report', { storeId }))
    expect(store).toMatchObject({ orders: 1, orderFen: 800 })
    await assertLedgerHolds(programme)
  })

  test('takes from the card that the order was counted for, whichever brought the member since', async () => {
    const { programme, card, ask, memberId, storeId } = await brought()
    await bought(programme, { memberId, storeId, amountFen: 1_000 })
    programme.nowMs += 31 * DAY_MS
    dataOf(await ask('sharing.open', { shareCode: await cardOf(programme.staff('o-bridge'), 'bridge') }))
    await refunded(programme, { storeId, amountFen: 400 })
    expect(await counted(programme)).toEqual([{ card, count: 1, amountFen: 600 }])
  })

  test('is counted also when the member has left or has become another', async () => {
    const { programme, card, memberId, storeId } = await brought()
    const other = await joined(programme, 'o-lan')
    const [order, second] = [
      await bought(programme, { memberId, storeId, amountFen: 1_000 }),
      await bought(programme, { memberId, storeId, amountFen: 500, orderNo: 'A-2' }),
    ]
    const refundOf = (what: Order) => ({ order: { ...what, leftFen: 0 }, refund: {} as OrderRefund })
    await countOrder(workOn(programme), { ...refundOf(order), account: null })
    const account = await programme.store.get(accounts, `${other.memberId}.1`)
    await countOrder(workOn(programme), { ...refundOf(second), account })
    expect(await counted(programme)).toEqual([
      { card, count: 0, amountFen: 0 },
      { card, count: 0, amountFen: 0 },
    ])
  })

  test('of an order that no card brought counts nothing', async () => {
    const { programme, storeId } = await brought()
    const other = await joined(programme, 'o-lan')
    await bought(programme, { memberId: other.memberId, storeId, amountFen: 1_000 })
    await refunded(programme, { storeId, amountFen: 400 })
    expect(await counted(programme)).toEqual([])
  })

  test('told late does not bring back what a later one took', async () => {
    const { programme, card, memberId, storeId } = await brought()
    const order = await bought(programme, { memberId, storeId, amountFen: 1_000 })
    await refunded(programme, { storeId, refundNo: 'R-1', amountFen: 400 })
    const older = await programme.store.get(orders, order._id)
    await refunded(programme, { storeId, refundNo: 'R-2', amountFen: 600 })
    if (older) await countOrder(workOn(programme), { order: older, refund: older.refunds[0] ?? null, account: null })
    await countOrder(workOn(programme), { order, refund: null, account: null })
    expect(await counted(programme)).toEqual([{ card, count: 0, amountFen: 0 }])
  })

  test('ten refunds at once leave what they leave', async () => {
    const { programme, card, memberId, storeId } = await brought()
    await bought(programme, { memberId, storeId, amountFen: 1_000 })
    const numbers = Array.from({ length: 10 }, (_, at) => `R-${at}`)
    const taken = await Promise.all(
      numbers.map((refundNo) => refunding(programme, { storeId, refundNo, amountFen: 150 })),
    )
    const done = taken.filter((outcome) => !(outcome instanceof Refusal)).length
    expect(done).toBe(6)
    expect(await counted(programme)).toEqual([{ card, count: 1, amountFen: 100 }])
  })
})

describe('when calls fail', () => {
  test('a function that ended at any of its writes leaves the order to be counted once', async () => {
    for (let writes = 0; writes < 8; writes += 1) {
      const memory = new MemoryStore()
      const { programme, card, memberId, storeId } = await brought({ store: memory })
      const cut = cutStore(memory)
      const ending = new Programme({ store: cut.store })
      cut.cutAfter(writes)
      const order = { memberId, storeId, amountFen: 1_000, key: 'order-1' }
      await buying(ending, order).catch(() => null)
      cut.cutAfter(Number.POSITIVE_INFINITY)
      await bought(programme, order)
      cut.goOn()
      cut.cutAfter(writes)
      const refund = { storeId, amountFen: 400, key: 'refund-1' }
      await refunding(ending, refund).catch(() => null)
      await refunded(programme, refund)
      expect({ writes, counted: await counted(programme) }).toEqual({
        writes,
        counted: [{ card, count: 1, amountFen: 600 }],
      })
      await assertLedgerHolds(programme)
    }
  })

  test.each(Array.from({ length: 15 }, (_, seed) => [seed + 1]))(
    'with seed %i: asked again with the same keys, and swept, the order is counted once with what is left',
    async (seed) => {
      const memory = new MemoryStore()
      const { card, memberId, storeId } = await brought({ store: memory })
      const faults = faultyStore(memory, { error: 120, lostReply: 120, late: 120 }, seed)
      const programme = new Programme({ store: faults.store, seed })
      const until = async (ask: () => Promise<unknown>) => {
        for (let tried = 1; tried <= 30; tried += 1) {
          const isDone = await ask().then(
            (outcome) => !(outcome instanceof Refusal),
            () => false,
          )
          if (isDone) return
        }
        throw new Error('never done')
      }
      await until(() => buying(programme, { memberId, storeId, amountFen: 1_000, key: 'order-1' }))
      await until(() => refunding(programme, { storeId, amountFen: 400, refundNo: 'R-1', key: 'refund-1' }))
      await until(() => refunding(programme, { storeId, amountFen: 500, refundNo: 'R-2', key: 'refund-2' }))
      faults.heal()
      await faults.quiet()
      programme.nowMs += 2 * 60_000
      await programme.tick()
      expect(faults.fired.error + faults.fired.lostReply + faults.fired.late).toBeGreaterThan(0)
      expect(await counted(programme)).toEqual([{ card, count: 1, amountFen: 100 }])
      await assertLedgerHolds(programme)
    },
  )
})
