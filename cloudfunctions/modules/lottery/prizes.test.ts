import { endedAtEachCall } from '../../../test/kit/each-cut'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'
import { alwaysOn, openWheel, ticks } from '../../../test/kit/wheel'
import { commandOn, workOn } from '../../../test/kit/work-on'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { coupons } from '../coupons/store'
import { restock } from '../ledger/units/stock'
import { drawOp } from './give'
import { prizeStock } from './stock-kind'
import { type LotteryUnit, lotteryUnits } from './store'

const CAMPAIGN = { campaignId: 'wheel' }

async function shop(given: Readonly<Record<string, unknown>>, store?: MemoryStore) {
  const programme = await Programme.start(store ? { store } : {})
  await openWheel(programme, 'wheel', { ...given, freePerDay: 3 })
  const { ask, memberId } = await joined(programme, 'mei')
  return { programme, ask, memberId }
}

const countOf = (programme: Programme, state: LotteryUnit['state']) => programme.store.count(lotteryUnits, { state })

describe('a stock of prizes', () => {
  test('of ten is given to exactly ten of two hundred who draw at once, and the others get what was stated', async () => {
    const { programme } = await shop(alwaysOn('tea', 10))
    const members = await Promise.all(Array.from({ length: 200 }, (_, nth) => joined(programme, `o-${nth}`)))
    const drawn = await Promise.all(members.map(async ({ ask }) => dataOf(await ask('lottery.draw', CAMPAIGN))))
    expect(drawn.filter(({ prize }) => prize.prizeId === 'tea')).toHaveLength(10)
    const others = drawn.filter(({ prize }) => prize.prizeId === 'thanks')
    expect(others).toHaveLength(190)
    expect(others.every(({ prize }) => prize.insteadOf?.prizeId === 'tea')).toBe(true)
    expect([await countOf(programme, 'free'), await countOf(programme, 'claimed')]).toEqual([0, 10])
    expect(await programme.store.count(coupons, { template: 'tea' })).toBe(10)
    await assertLedgerHolds(programme)
  })

  test('that is empty answers the same to the same key, also when there are more by then', async () => {
    const { programme, ask } = await shop(alwaysOn('tea', 1))
    dataOf(await ask('lottery.draw', CAMPAIGN))
    const without = dataOf(await ask('lottery.draw', CAMPAIGN, 'k-2'))
    expect(without.prize).toMatchObject({ prizeId: 'thanks', insteadOf: { prizeId: 'tea', name: '饮品券' } })
    const more = { kind: 'lottery_prizes', id: 'wheel_tea', quantity: 5, operator: '王芳' }
    dataOf(await programme.ops()('ops.restock', more))
    await ticks(programme)
    expect(dataOf(await ask('lottery.draw', CAMPAIGN, 'k-2'))).toEqual(without)
    expect(dataOf(await ask('lottery.draw', CAMPAIGN)).prize.prizeId).toBe('tea')
  })

  test('of which more are just being made waits, and nobody is told that it is empty', async () => {
    const { programme, ask } = await shop(alwaysOn('tea', 1))
    dataOf(await ask('lottery.draw', CAMPAIGN))
    const command = commandOn(programme, 'more')
    await restock(workOn(programme), { kind: prizeStock, id: 'wheel_tea', quantity: 1, operator: '王芳', command })
    programme.wait(6_000)
    expect(codeOf(await ask('lottery.draw', CAMPAIGN, 'k-2'))).toBe('busy')
    await ticks(programme)
    expect(dataOf(await ask('lottery.draw', CAMPAIGN, 'k-2')).prize.prizeId).toBe('tea')
  })
})

describe('a draw that ends at any of its calls', () => {
  test.each([
    ['a thing of a stock', 'kettle', 3, 1],
    ['a coupon without a stock', 'cash', undefined, 0],
    ['a thing when there is none left', 'kettle', 1, 1],
  ] as const)('%s: is one draw with one prize in the end', async (_, prizeId, stock, isStocked) => {
    const taken = stock === 1 ? 1 : 0
    const calls = await endedAtEachCall(
      async () => new MemoryStore(),
      async (store, clean) => {
        const { programme, ask } = await shop(alwaysOn(prizeId, stock), clean as MemoryStore)
        if (taken) dataOf(await (await joined(programme, 'lin')).ask('lottery.draw', CAMPAIGN))
        const dying = programme.another({ store })
        return {
          run: () => dying.member('mei')('lottery.draw', CAMPAIGN, 'k-1'),
          goOn: async () => {
            dataOf(await ask('lottery.draw', CAMPAIGN, 'k-1'))
            await ticks(programme)
          },
          check: async () => {
            expect(dataOf(await ask('lottery.draws', {})).items).toHaveLength(1)
            const { items } = dataOf(await ask('coupons.wallet', {}))
            expect(items).toHaveLength(taken ? 0 : 1)
            expect(await countOf(programme, 'claimed')).toBe(1)
            if (isStocked) expect(await countOf(programme, 'free')).toBe((stock ?? 0) - 1)
            await assertLedgerHolds(programme)
          },
        }
      },
    )
    expect(calls).toBeGreaterThanOrEqual(taken ? 4 : 3)
  })
})

describe('a draw that ends at any of its calls and is not asked again', () => {
  test('is written down with its prize, or it never was and the prize is back the day after', async () => {
    const seen = new Set<number>()
    await endedAtEachCall(
      async () => new MemoryStore(),
      async (store, clean) => {
        const { programme, ask } = await shop(alwaysOn('kettle', 1), clean as MemoryStore)
        const dying = programme.another({ store })
        programme.nowMs = Date.parse('2026-03-11T00:02:00+08:00')
        return {
          run: () => dying.member('mei')('lottery.draw', CAMPAIGN, 'k-1'),
          goOn: () => ticks(programme),
          check: async () => {
            const draws = dataOf(await ask('lottery.draws', {})).items.length
            seen.add(draws)
            expect(dataOf(await ask('coupons.wallet', {})).items).toHaveLength(draws)
            expect(await countOf(programme, 'free')).toBe(1 - draws)
          },
        }
      },
    )
    expect(seen).toEqual(new Set([0, 1]))
  })
})

describe('a prize that was claimed for a draw that never was', () => {
  /** A function that ends between the claim and the draw. */
  async function stranded(prizeId: string, stock?: number) {
    const found = await shop(alwaysOn(prizeId, stock))
    const { programme, memberId } = found
    const account = { _id: `${memberId}.1`, member: memberId }
    const id = { account, campaign: 'wheel', date: '2026-03-10', number: 1 }
    const sku = prizeStock.skuOf(`wheel_${prizeId}`)
    const op = `${drawOp(id)}|${id.date}`
    const own = {
      campaign: 'wheel',
      prize: prizeId,
      account: account._id,
      date: id.date,
      number: 1,
      openSinceMs: programme.nowMs,
    }
    await programme.store.updateAny(
      lotteryUnits,
      { sku, state: 'free' },
      { set: { ...own, state: 'claimed', op, member: memberId, atMs: programme.nowMs } },
    )
    return found
  }

  test('waits for it for the rest of the day', async () => {
    const { programme, ask } = await stranded('kettle', 1)
    await ticks(programme)
    expect(await countOf(programme, 'claimed')).toBe(1)
    expect(dataOf(await ask('lottery.draw', CAMPAIGN)).prize.prizeId).toBe('kettle')
    await ticks(programme)
    expect(dataOf(await ask('coupons.wallet', {})).items).toHaveLength(1)
  })

  test('goes back the day after, for whoever draws next', async () => {
    const { programme, ask } = await stranded('kettle', 1)
    programme.nowMs = Date.parse('2026-03-11T00:02:00+08:00')
    await ticks(programme)
    expect([await countOf(programme, 'free'), await countOf(programme, 'returned')]).toEqual([1, 1])
    expect(dataOf(await ask('coupons.wallet', {})).items).toHaveLength(0)
    const { ask: other } = await joined(programme, 'lin')
    expect(dataOf(await other('lottery.draw', CAMPAIGN)).prize.prizeId).toBe('kettle')
    expect(dataOf(await ask('lottery.draw', CAMPAIGN)).prize.prizeId).toBe('thanks')
    await assertLedgerHolds(programme)
  })
})
