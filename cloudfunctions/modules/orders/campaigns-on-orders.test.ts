import * as z from 'zod/mini'
import { countingStore } from '../../../test/bench/counting-store'
import { publishCampaign } from '../../../test/kit/campaigns'
import { cutStore } from '../../../test/kit/cut-store'
import { endedAtEachCall } from '../../../test/kit/each-cut'
import { held } from '../../../test/kit/held-store'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf, Programme } from '../../../test/kit/programme'
import { bought, buying, refunded, refunding, shopper, shopWith } from '../../../test/kit/purchases'
import { budgetOf, ruledBy, ruleOf, termsNamed } from '../../../test/kit/ruled'
import { settled } from '../../../test/kit/settled'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { Refusal } from '../../kernel/refusal'
import { accountOf } from '../ledger'
import { quotas } from '../ledger/quotas/quota'
import { campaignBreakers, defineEffect, effects, type GiftGiver, giftGivers, type Rule } from '../rules'
import { openOrdersJob } from './finish-order'
import type { Order } from './store'

const SETTINGS = { welcomePoints: 0, holdDays: 0 }
const STEPS = {
  code: 'points_steps',
  steps: [
    { fen: 10_000, points: 10 },
    { fen: 30_000, points: 50 },
  ],
}

const shop = async (store = new MemoryStore()) => {
  const programme = await shopWith(SETTINGS, { store })
  return { programme, ...(await shopper(programme)) }
}
const orderOf = (outcome: Order | Refusal<string>): Order => {
  if (outcome instanceof Refusal) throw new Error(`refused: ${outcome.code}`)
  return outcome
}
const shardOf = async (programme: Programme, id: string) => {
  const shard = await programme.store.get(quotas, `test|${id}|0|0`)
  const taken = (shard?.decided ?? []).filter(({ amount }) => amount > 0)
  const back = (shard?.decided ?? []).filter(({ op }) => op.endsWith('|back'))
  const sumOf = (some: readonly { readonly amount: number }[]) => some.reduce((sum, { amount }) => sum + amount, 0)
  return { left: shard?.left, held: sumOf(taken) + sumOf(back), times: taken.length, cap: shard?.cap }
}

describe('a campaign on orders', () => {
  test('gives until the second it ends, by the moment of payment, and not from then on', async () => {
    const { programme, memberId } = await shop()
    const untilMs = Date.parse('2026-03-20T23:59:59+08:00')
    await publishCampaign(programme, 'double', {
      untilMs,
      rules: [{ when: 'order_paid', effects: [{ code: 'points_multiplied', rateBps: 20_000 }] }],
    })
    programme.nowMs = untilMs + 60_000
    const pay = async (paidAtMs: number, orderNo: string) =>
      (await bought(programme, { memberId, amountFen: 1_000, paidAtMs, orderNo })).award?.points
    expect(await pay(untilMs - 1_000, 'A-1')).toBe(20)
    expect(await pay(untilMs - 1, 'A-2')).toBe(20)
    expect(await pay(untilMs, 'A-3')).toBe(10)
    expect(await pay(untilMs + 1_000, 'A-4')).toBe(10)
    await assertLedgerHolds(programme)
  })

  test('what goes back of a purchase of last week makes no room today', async () => {
    const { programme, memberId } = await shop()
    await publishCampaign(programme, 'daily', {
      untilMs: programme.nowMs + 30 * 86_400_000,
      rules: [{ when: 'order_paid', effects: [{ code: 'points_fixed', points: 5, for: '每天一次' }] }],
      perMemberDay: { points: 5, times: 1 },
    })
    const pay = async (orderNo: string) =>
      (await bought(programme, { memberId, amountFen: 1_000, orderNo })).award?.points
    expect(await pay('A-1')).toBe(15)
    programme.advanceDays(9)
    expect(await pay('A-2')).toBe(15)
    await refunded(programme, { orderNo: 'A-1', amountFen: 1_000 })
    expect(await pay('A-3')).toBe(10)
    await refunded(programme, { orderNo: 'A-2', amountFen: 1_000 })
    expect(await pay('A-4')).toBe(15)
    await assertLedgerHolds(programme)
  })

  test('counts from the moment at which every instance knows it, asked then and long after', async () => {
    const { programme, memberId } = await shop()
    const publishedAtMs = programme.nowMs
    await publishCampaign(programme, 'double', {
      rules: [{ when: 'order_paid', effects: [{ code: 'points_multiplied', rateBps: 20_000 }] }],
    })
    programme.advanceDays(20)
    const pay = async (paidAtMs: number, orderNo: string) =>
      (await bought(programme, { memberId, amountFen: 1_000, paidAtMs, orderNo })).award?.points
    expect(await pay(publishedAtMs + 9_999, 'A-1')).toBe(10)
    expect(await pay(publishedAtMs + 10_000, 'A-2')).toBe(20)
  })

  test('crossing two steps in one order pays both, once; a refund below a step takes back what stands no more', async () => {
    const { programme, memberId, balance } = await shop()
    const rules = [ruleOf(termsNamed('save'), { effects: [STEPS] })]
    const work = ruledBy(programme, () => rules)
    const buy = async (orderNo: string, amountFen: number) =>
      orderOf(await buying(programme, { memberId, orderNo, amountFen }, work())).award?.points
    expect(await buy('A-1', 5_000)).toBe(50)
    expect(await buy('A-2', 30_000)).toBe(300 + 50)
    expect(await buy('A-3', 30_000)).toBe(300)
    const take = async (orderNo: string, amountFen: number, refundNo: string) => {
      const taken = await refunding(programme, { orderNo, amountFen, refundNo }, work())
      if (taken instanceof Refusal) throw new Error(taken.code)
      return taken.refund.done?.pointsTaken
    }
    // 65,000 are spent. The order that earned the steps may go, the steps stand by what is left.
    expect(await take('A-2', 30_000, 'R-1')).toBe(300)
    expect(await take('A-3', 10_000, 'R-2')).toBe(100 + 40)
    expect(await take('A-3', 20_000, 'R-3')).toBe(200 + 10)
    expect(await take('A-1', 5_000, 'R-4')).toBe(50)
    expect(await balance()).toEqual({ available: 0, pending: 0, debt: 0 })
    // What came back is to be earned again.
    expect(await buy('A-4', 10_000)).toBe(100 + 10)
    await assertLedgerHolds(programme)
  })

  test('steps never take back more than a cap let them give', async () => {
    const { programme, memberId, balance } = await shop()
    const rules = [ruleOf(termsNamed('save', { perEvent: 30 }), { effects: [STEPS] })]
    const work = ruledBy(programme, () => rules)
    expect(orderOf(await buying(programme, { memberId, amountFen: 30_000 }, work())).award?.points).toBe(300 + 30)
    const taken = await refunding(programme, { amountFen: 29_900 }, work())
    expect(taken instanceof Refusal ? taken.code : taken.refund.done?.pointsTaken).toBe(299 + 30)
    expect(await balance()).toEqual({ available: 1, pending: 0, debt: 0 })
  })

  test('what a campaign gave goes back by share, and what it counts for the member with it', async () => {
    const { programme, memberId, balance } = await shop()
    const rules = [ruleOf(termsNamed('plus', { perMember: { points: 15, times: 5 } }))]
    const work = ruledBy(programme, () => rules)
    const buy = async (orderNo: string) =>
      orderOf(await buying(programme, { memberId, orderNo, amountFen: 1_000 }, work())).award?.points
    expect([await buy('A-1'), await buy('A-2'), await buy('A-3')]).toEqual([20, 15, 10])
    const taken = await refunding(programme, { orderNo: 'A-1', amountFen: 500 }, work())
    expect(taken instanceof Refusal ? taken.code : taken.refund.done?.pointsTaken).toBe(10)
    expect(await buy('A-4')).toBe(10 + 5)
    await refunding(programme, { orderNo: 'A-1', amountFen: 500, refundNo: 'R-2' }, work())
    expect(await balance()).toEqual({ available: 15 + 10 + 15, pending: 0, debt: 0 })
    await assertLedgerHolds(programme)
  })

  test('five hundred orders at once against a budget for a hundred: exactly a hundred get it, and each for ever', async () => {
    const { programme } = await shop()
    const members: string[] = []
    for (let at = 0; at < 100; at += 1) members.push((await shopper(programme, `o-${at}m`)).memberId)
    const rules = [ruleOf(termsNamed('few', { budgets: [budgetOf('few', 'points', 1_000)] }))]
    const work = ruledBy(programme, () => rules)
    const all = async () =>
      Promise.all(
        Array.from({ length: 500 }, (_, at) =>
          settled(async () => {
            const asked = { memberId: members[at % 100] ?? '', orderNo: `A-${at}`, amountFen: 1_000, key: `k-${at}` }
            return orderOf(await buying(programme, asked, work())).award?.points
          }),
        ),
      )
    const given = await all()
    expect(given.filter((points) => points === 20)).toHaveLength(100)
    expect(given.filter((points) => points === 10)).toHaveLength(400)
    expect(await all()).toEqual(given)
    expect(await shardOf(programme, 'few')).toEqual({ left: 0, held: 1_000, times: 100, cap: 1_000 })
    await assertLedgerHolds(programme)
  }, 60_000)

  test('a budget that is used up leaves the next best of its group, and the entry says so', async () => {
    const { programme, memberId } = await shop()
    const best = termsNamed('best', { group: 'g', budgets: [budgetOf('best', 'times', 1)] })
    const rules = [
      ruleOf(best, { effects: [{ code: 'points_fixed', points: 50, for: '大礼' }] }),
      ruleOf(termsNamed('next', { group: 'g' })),
    ]
    const work = ruledBy(programme, () => rules)
    const buy = async (orderNo: string) =>
      orderOf(await buying(programme, { memberId, orderNo, amountFen: 1_000 }, work()))
    expect((await buy('A-1')).award).toMatchObject({ points: 60, campaigns: [{ campaignId: 'best', points: 50 }] })
    expect((await buy('A-2')).award).toMatchObject({ points: 20, campaigns: [{ campaignId: 'next', points: 10 }] })
    const account = await accountOf(work(), memberId)
    expect(account?.tail.at(-1)?.trace).toMatchObject({ without: ['best'] })
  })

  test('who is held back has nothing of the campaign, and the entry says so', async () => {
    const { programme, memberId } = await shop()
    const rules = [ruleOf(termsNamed('slow', { budgets: [budgetOf('slow', 'times', 9)] }))]
    const work = ruledBy(programme, () => rules, [campaignBreakers.with(async (_, { campaigns }) => campaigns)])
    const order = orderOf(await buying(programme, { memberId, amountFen: 1_000 }, work()))
    expect(order.award).toMatchObject({ points: 10 })
    expect((await accountOf(work(), memberId))?.tail.at(-1)?.trace).toMatchObject({ pace: ['slow'] })
    expect(await programme.store.get(quotas, 'test|slow|0|0')).toBeNull()
  })
})

test('what a function takes beside the one that wrote an order down goes back, wherever it ends', async () => {
  const found = new Set<string>()
  for (let writes = 0, isDone = false; !isDone; writes += 1) {
    const store = new MemoryStore()
    const { programme, memberId } = await shop(store)
    const rules = [ruleOf(termsNamed('once', { perMember: { times: 1 }, budgets: [budgetOf('once', 'points', 100)] }))]
    const cut = cutStore(store)
    const waiting = held(store, 'accounts', { call: 'find' })
    const work = ruledBy(programme, () => rules)
    const asked = { memberId, orderNo: 'A-1', amountFen: 1_000, key: 'k-1' }
    const first = buying(programme, asked, work(waiting.store))
    await waiting.reached
    cut.cutAfter(writes)
    isDone = await buying(programme, asked, work(cut.store)).then(
      () => true,
      () => false,
    )
    // Meanwhile the member has their share by another order, where the second function has not given it.
    const other = orderOf(await buying(programme, { memberId, orderNo: 'A-2', amountFen: 1_000 }, work()))
    waiting.release()
    const order = orderOf(await first)
    const { held: taken } = await shardOf(programme, 'once')
    found.add(`${order.award?.points} + ${other.award?.points}: ${taken}`)
    await assertLedgerHolds(programme)
  }
  expect([...found].sort()).toEqual(['10 + 20: 10', '20 + 10: 10'])
})

/** A gift whose giving and taking back is written down: by op, as every gift is. */
function gifts() {
  const given = new Map<string, 'given' | 'back'>()
  const giver: GiftGiver = {
    gift: 'bag',
    text: () => '一个布袋',
    give: async (_, { op }) => {
      if (!given.has(op)) given.set(op, 'given')
    },
    takeBack: async (_, { op }) => {
      given.set(op, 'back')
    },
  }
  const bag = defineEffect({
    code: 'bag',
    args: z.strictObject({}),
    promise: () => '送一个布袋',
    text: () => '送一个布袋',
    intents: () => [{ kind: 'gift', gift: 'bag', args: {}, costFen: 300 }],
  })
  return { given, extensions: [giftGivers.with(giver), effects.with(bag)] }
}

/** All of it at once: a budget of points, one of money, a gift, and steps. */
const FULL: readonly Rule[] = [
  ruleOf(termsNamed('full', { budgets: [budgetOf('full', 'points', 100), budgetOf('fen', 'fen', 1_000)] }), {
    effects: [STEPS, { code: 'bag' }],
  }),
]

test('an order with budgets, steps and a gift that is ended at any of its calls comes to the same in the end', async () => {
  const calls = await endedAtEachCall(
    async () => (await shop()).programme.store,
    async (store, clean) => {
      const first = new Programme({ store })
      const programme = new Programme({ store: clean })
      const { given, extensions } = gifts()
      const { memberId, balance } = await shopper(programme)
      const work = ruledBy(programme, () => FULL, extensions)
      return {
        run: async () => {
          const ended = ruledBy(first, () => FULL, extensions)
          return buying(first, { memberId, amountFen: 10_000, key: 'k' }, ended())
        },
        goOn: async () => {
          await buying(programme, { memberId, amountFen: 10_000, key: 'k' }, work())
          programme.nowMs += 120_000
          await openOrdersJob.slice(work(), null)
        },
        check: async () => {
          expect(await balance()).toEqual({ available: 110, pending: 0, debt: 0 })
          expect([...given.values()]).toEqual(['given'])
          expect(await shardOf(programme, 'full')).toEqual({ left: 90, held: 10, times: 1, cap: 100 })
          expect(await shardOf(programme, 'fen')).toEqual({ left: 700, held: 300, times: 1, cap: 1_000 })
        },
      }
    },
  )
  expect(calls).toBeGreaterThan(5)
}, 60_000)

test('a refund of such an order that is ended at any of its calls takes all of it back, once', async () => {
  await endedAtEachCall(
    async () => (await shop()).programme.store,
    async (store, clean) => {
      const first = new Programme({ store })
      const programme = new Programme({ store: clean })
      const { given, extensions } = gifts()
      const { memberId, balance } = await shopper(programme)
      const work = ruledBy(programme, () => FULL, extensions)
      await buying(programme, { memberId, amountFen: 10_000 }, work())
      const ended = ruledBy(first, () => FULL, extensions)
      return {
        run: () => refunding(first, { amountFen: 10_000, key: 'r' }, ended()),
        goOn: async () => {
          await refunding(programme, { amountFen: 10_000, key: 'r' }, work())
          programme.nowMs += 120_000
          await openOrdersJob.slice(work(), null)
        },
        check: async () => {
          expect(await balance()).toEqual({ available: 0, pending: 0, debt: 0 })
          expect([...given.values()]).toEqual(['back'])
        },
      }
    },
  )
}, 60_000)

test('what was taken for an order whose member left, or who can have it no more, goes back', async () => {
  const { programme, memberId } = await shop()
  const limited = termsNamed('once', { perMember: { times: 1 }, budgets: [budgetOf('once', 'points', 100)] })
  const rules = [ruleOf(limited)]
  const counting = countingStore(programme.store)
  const work = ruledBy(programme, () => rules)
  // Both are decided before either is posted: one of them is decided again, and then has nothing of the campaign.
  const both = await Promise.all(
    ['A-1', 'A-2'].map((orderNo) => buying(programme, { memberId, orderNo, amountFen: 1_000 }, work(counting.store))),
  )
  expect(both.map((order) => orderOf(order).award?.points).sort()).toEqual([10, 20])
  expect(await shardOf(programme, 'once')).toMatchObject({ left: 90, held: 10 })
  await assertLedgerHolds(programme)
})

test.each([
  [0, 0, 4],
  [10, 0, 4],
  [1_000, 0, 4],
  [0, 1, 5],
  [1_000, 1, 5],
])(
  'beside %i live rules that match, with %i budgets, an order takes its %i-th call last',
  async (count, budgets, calls) => {
    const { programme, memberId } = await shop()
    const rules = [
      ruleOf(termsNamed('own', { budgets: budgets === 0 ? [] : [budgetOf('own', 'points', 1_000)] })),
      ...Array.from({ length: count }, (_, at) => ruleOf(termsNamed(`other${at}`, { priority: -1, group: 'others' }))),
    ]
    const counting = countingStore(programme.store)
    const work = ruledBy(programme, () => rules)
    // What is published is read once in five seconds, and a quota is made with its first use.
    await buying(programme, { memberId, orderNo: 'A-0', amountFen: 1_000 }, work(counting.store))
    counting.take()
    // One operation in sixteen looks how full its shard is; this is none of them.
    const order = orderOf(await buying(programme, { memberId, orderNo: 'A-2', amountFen: 1_000 }, work(counting.store)))
    expect(order.award?.points).toBe(20 + (count > 0 ? 10 : 0))
    const { reads, writes } = counting.take()
    expect(reads + writes).toBe(calls)
  },
)

test('a counter shows beforehand what a campaign gives, and takes nothing for it', async () => {
  const { programme, memberId, ask } = await shop()
  await publishCampaign(programme, 'double', {
    rules: [{ when: 'order_paid', effects: [{ code: 'points_multiplied', rateBps: 20_000 }] }],
  })
  await bought(programme, { memberId, amountFen: 1_000 })
  const told = dataOf(await ask('points.explain', { seq: 1 }))
  expect(told).toMatchObject({
    formula: '10 + 10 = 20',
    campaigns: [{ campaignId: 'double', version: 1, points: 10 }],
  })
  expect(told.sentence).toContain('积分按 2 倍得，多得 10 积分')
  expect(await refunded(programme, { amountFen: 1_000 })).toMatchObject({ pointsTaken: 20 })
})
