import { editSettings } from '../../../test/kit/by-hand'
import { endedAtEachCall } from '../../../test/kit/each-cut'
import { faultyStore } from '../../../test/kit/faulty-store'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { dataOf, type Programme } from '../../../test/kit/programme'
import { buying, refunding } from '../../../test/kit/purchases'
import { referralShop } from '../../../test/kit/referrals'
import { workOn } from '../../../test/kit/work-on'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { memberIdOf } from '../../platform/identity'
import { members } from '../members'
import { referrals } from './store'

test('referral, buy, refund: both sides are back to zero, once however often it is asked, and the place is free', async () => {
  const { programme, mei, friend, buy, giveBack, pointsOf, statesOf } = await referralShop({
    campaign: { mostFriends: 1 },
  })
  const [lan, hua] = [await friend('o-lan'), await friend('o-hua')]
  await buy(lan)
  await Promise.all(Array.from({ length: 5 }, () => giveBack(lan)))
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([0, 0])
  expect(dataOf(await mei.ask('referrals.status', {}))).toMatchObject({
    earned: 0,
    campaign: { rewarded: 0, placesLeft: 1 },
  })
  await buy(hua)
  expect([await pointsOf(mei), await pointsOf(hua)]).toEqual([20, 10])
  expect((await statesOf()).sort()).toEqual(['rewarded', 'taken_back'])
  // Who gave back once is not paid for again.
  await buy(lan, { orderNo: 'another' })
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([20, 0])
  const texts = dataOf(await lan.ask('inbox.list', {})).items.map(({ text }) => text)
  expect(texts).toEqual(['您的首单退款了，首单奖励的 10 积分已一并收回。', '您的首单已过退货期，10 积分已到账。'])
  await assertLedgerHolds(programme)
})

test.each([
  ['allow_debt', -20],
  ['within_balance', 0],
  ['pending_only', 0],
] as const)('what was spent meanwhile is owed by %s, or let go', async (clawbackPolicy, owed) => {
  const { programme, mei, friend, buy, giveBack, pointsOf } = await referralShop({ settings: { clawbackPolicy } })
  const lan = await friend('o-lan')
  await buy(lan)
  const taken = { memberId: mei.memberId, points: -20, reason: '花掉了', operator: '小王' }
  const { requestId } = dataOf(await programme.ops()('ops.adjust', taken))
  dataOf(await programme.ops()('ops.approve', { requestId, operator: '店长' }))
  await giveBack(lan)
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([owed, 0])
  await assertLedgerHolds(programme)
})

test('a part that is given back takes nothing while enough stands, and everything when it does not', async () => {
  const { mei, friend, buy, giveBack, pointsOf } = await referralShop({ campaign: { minOrderFen: 3_000 } })
  const lan = await friend('o-lan')
  await buy(lan)
  await giveBack(lan, { amountFen: 2_000, refundNo: 'R-1' })
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([20, 10])
  await giveBack(lan, { amountFen: 1, refundNo: 'R-2' })
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([0, 0])
})

test('another purchase that is refunded changes nothing', async () => {
  const { mei, friend, buy, giveBack, pointsOf } = await referralShop()
  const lan = await friend('o-lan')
  await buy(lan)
  await buy(lan, { orderNo: 'another' })
  await giveBack(lan, { orderNo: 'another' })
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([20, 10])
})

test('refunded before it vests, the next purchase counts', async () => {
  const { programme, mei, friend, buy, giveBack, pointsOf, statesOf, later } = await referralShop({
    settings: { holdDays: 7 },
  })
  const lan = await friend('o-lan')
  await buy(lan)
  programme.at('2026-03-12T10:00:00+08:00')
  await buy(lan, { orderNo: 'second' })
  await giveBack(lan)
  expect(await statesOf()).toEqual(['waiting'])
  programme.at('2026-03-17T00:30:00+08:00')
  await later(0)
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([0, 0])
  programme.at('2026-03-19T00:30:00+08:00')
  await later(0)
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([20, 10])
  await giveBack(lan, { orderNo: 'second', refundNo: 'R-2' })
  expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([0, 0])
  await assertLedgerHolds(programme)
})

test('refunded in the very moment in which it is paid for: both at zero, whichever comes first', async () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const { programme, mei, friend, buy, giveBack, pointsOf, later } = await referralShop({
      settings: { holdDays: 7 },
    })
    const lan = await friend('o-lan')
    await buy(lan)
    programme.at('2026-03-17T00:30:00+08:00')
    const back = async () => {
      for (let turn = 0; turn < seed; turn += 1) await Promise.resolve()
      return giveBack(lan)
    }
    await Promise.all([programme.tick(), back()])
    await later()
    expect([await pointsOf(mei), await pointsOf(lan)]).toEqual([0, 0])
    await assertLedgerHolds(programme)
  }
}, 60_000)

/** A purchase of a friend, or its refund, by a function that may end anywhere. */
async function attempt(what: 'buy' | 'refund', store: MemoryStore, clean: MemoryStore) {
  const { programme, mei, friend, buy, pointsOf } = await referralShop({ store: clean, campaign: { mostFriends: 3 } })
  const lan = await friend('o-lan')
  if (what === 'refund') await buy(lan)
  const dying = programme.another({ store })
  const order = { memberId: lan.memberId, amountFen: 5_000, orderNo: `B-${lan.memberId}`, key: 'k-1' }
  const back = { amountFen: 5_000, orderNo: order.orderNo, refundNo: 'R-1', key: 'r-1' }
  const run = (on: Programme) =>
    what === 'buy' ? buying(programme, order, workOn(on)) : refunding(programme, back, workOn(on))
  return {
    run: () => run(dying),
    goOn: async () => {
      await run(programme)
      programme.nowMs += 6 * 60_000
      await programme.tick()
    },
    check: async () => {
      const expected = what === 'buy' ? [20, 10] : [0, 0]
      expect([await pointsOf(mei), await pointsOf(lan)]).toEqual(expected)
      expect(await clean.get(referrals, lan.memberId)).toMatchObject({
        state: what === 'buy' ? 'paid' : 'taken_back',
        openSinceMs: null,
      })
      await assertLedgerHolds(programme)
    },
  }
}

test.each(['buy', 'refund'] as const)(
  'wherever the function of a %s ends, both sides come to the same',
  async (what) => {
    const calls = await endedAtEachCall(
      async () => new MemoryStore(),
      (store, clean) => attempt(what, store as MemoryStore, clean as MemoryStore),
    )
    expect(calls).toBeGreaterThan(12)
  },
  180_000,
)

test('wherever the function of a joining ends, the friend is bound once', async () => {
  const calls = await endedAtEachCall(
    async () => new MemoryStore(),
    async (store, clean) => {
      const { programme, mei, codeOf, pointsOf } = await referralShop({ store: clean })
      const shareCode = await codeOf()
      dataOf(await programme.member('o-lan')('referrals.open', { shareCode }))
      const dying = programme.another({ store })
      const join = (on: Programme) => on.member('o-lan')('members.join', { consentVersion: '1' }, 'k-1')
      let turn = 0
      return {
        run: () => join(dying),
        goOn: async () => {
          turn += 1
          const lan = memberIdOf(programme.ports.secrets, 'o-lan')
          const order = { memberId: lan, amountFen: 5_000, orderNo: `B-${turn}` }
          // Somebody buys while the joining is still under way, where it is; afterwards else.
          const isUnderWay = (await programme.store.get(members, lan)) !== null
          if (isUnderWay) await buying(programme, order)
          dataOf(await join(programme))
          if (!isUnderWay) await buying(programme, order)
          programme.nowMs += 6 * 60_000
          await programme.tick()
        },
        check: async () => expect(await pointsOf(mei)).toBe(20),
      }
    },
  )
  expect(calls).toBeGreaterThan(6)
}, 180_000)

test.each([21, 22, 23])(
  'with faults of every kind nobody is paid twice, and nothing stays open (seed %s)',
  async (seed) => {
    const memory = new MemoryStore()
    const { programme, mei, friend, pointsOf } = await referralShop({
      store: memory,
      campaign: { mostFriends: 4, perReferrer: { friends: 3, per: 'campaign' } },
    })
    const friends = []
    for (let at = 0; at < 6; at += 1) friends.push(await friend(`o-${at}`))
    const faulty = faultyStore(memory, { error: 30, lostReply: 50, late: 50 }, seed)
    const bad = programme.another({ store: faulty.store, seed })
    const again = async (ask: () => Promise<unknown>) => {
      for (let tried = 0; tried < 4; tried += 1) await ask().catch(() => null)
    }
    await Promise.all(
      friends.map(async ({ memberId }, at) => {
        const order = { memberId, amountFen: 5_000, orderNo: `B-${at}`, key: `k-${at}` }
        await again(() => buying(programme, order, workOn(bad)))
        if (at % 3 === 0)
          await again(() =>
            refunding(
              programme,
              { amountFen: 5_000, orderNo: `B-${at}`, refundNo: 'R-1', key: `r-${at}` },
              workOn(bad),
            ),
          )
      }),
    )
    faulty.heal()
    await faulty.quiet()
    for (const [at, { memberId }] of friends.entries()) {
      await buying(programme, { memberId, amountFen: 5_000, orderNo: `B-${at}`, key: `k-${at}` })
      if (at % 3 === 0)
        await refunding(programme, { amountFen: 5_000, orderNo: `B-${at}`, refundNo: 'R-1', key: `r-${at}` })
    }
    for (let ticks = 0; ticks < 3; ticks += 1) {
      programme.nowMs += 6 * 60_000
      await programme.tick()
    }
    const stored = await memory.getMany(
      referrals,
      friends.map(({ memberId }) => memberId),
    )
    expect(stored.every(({ openSinceMs }) => openSinceMs === null)).toBe(true)
    const paid = stored.filter(({ state }) => state === 'paid')
    expect(await Promise.all(friends.map(pointsOf))).toEqual(stored.map(({ state }) => (state === 'paid' ? 10 : 0)))
    expect(await pointsOf(mei)).toBe(paid.reduce((sum, { referrerGot }) => sum + (referrerGot ?? 0), 0))
    expect(paid.length).toBeGreaterThan(1)
    expect(paid.length).toBeLessThanOrEqual(4)
    for (const at of [0, 3]) expect(['taken_back', 'full', 'bound']).toContain(stored[at]?.state)
    await assertLedgerHolds(programme)
  },
  60_000,
)

test('switched off while a joining is under way: who joined before that is bound all the same, wherever it ended', async () => {
  const found = new Set<string>()
  const calls = await endedAtEachCall(
    async () => new MemoryStore(),
    async (store, clean) => {
      const { programme, mei, codeOf, buy, pointsOf } = await referralShop({ store: clean })
      dataOf(await programme.member('o-lan')('referrals.open', { shareCode: await codeOf() }))
      const dying = programme.another({ store })
      const join = (on: Programme) => on.member('o-lan')('members.join', { consentVersion: '1' }, 'k-1')
      const turn = async (referrals: 'on' | 'off') => {
        await editSettings(programme, { referrals })
        dataOf(await programme.ops()('ops.publish', { kind: 'settings', id: 'programme' }))
        programme.wait(20_000)
      }
      let hasJoined: boolean | null = null
      return {
        run: () => join(dying),
        goOn: async () => {
          const memberId = memberIdOf(programme.ports.secrets, 'o-lan')
          hasJoined ??= (await programme.store.get(members, memberId)) !== null
          await turn('off')
          dataOf(await join(programme))
          await turn('on')
          await buy({ ask: programme.member('o-lan'), memberId })
          programme.nowMs += 6 * 60_000
          await programme.tick()
        },
        check: async () => {
          found.add(`${hasJoined}: ${await pointsOf(mei)}`)
        },
      }
    },
  )
  expect([...found].sort()).toEqual(['false: 0', 'true: 20'])
  expect(calls).toBeGreaterThan(6)
}, 180_000)
