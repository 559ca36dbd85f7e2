import { held } from '../../../../test/kit/held-store'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { HOME, publishReward, type RewardDraft } from '../../../../test/kit/rewards'
import { hire, openStore } from '../../../../test/kit/stores'
import { accounts } from '../../ledger/store'
import { rewardUnits } from './store'

async function ordered(draft: RewardDraft = {}, input: object = {}) {
  const programme = await Programme.start()
  await openStore(programme, 'west')
  await publishReward(programme, 'cup', draft)
  const { ask, memberId } = await joined(programme, 'o-mei')
  const { orderId, balance, code = '' } = dataOf(await ask('rewards.redeem', { rewardId: 'cup', ...input }))
  const account = async () => programme.store.get(accounts, `${memberId}.1`)
  const free = () => programme.store.count(rewardUnits, { sku: 'rw|cup', state: 'free' })
  const order = async () => dataOf(await ask('rewards.order', { orderId }))
  const manager = await hire(programme, 'o-manager', { storeId: 'west', role: 'manager', name: '小林' })
  const advance = (to: 'packed' | 'sent' | 'received' | 'cancelled' | 'returned', key?: string) =>
    manager('rewards.advance', { storeId: 'west', orderId, to }, key)
  const inbox = async () => dataOf(await ask('inbox.list', {})).items.map(({ text }) => text)
  return { programme, ask, memberId, orderId, balance, code, account, free, order, manager, advance, inbox }
}

async function swept(programme: Programme) {
  programme.wait(2 * 60_000)
  await programme.tick()
  await assertLedgerHolds(programme)
}

describe('cancelling', () => {
  test('gives the points back to their lots, the piece to the stock, and the limit', async () => {
    const { programme, ask, orderId, account, free, order } = await ordered({ limitPerMember: 1 })
    const lots = [{ expiresOn: '2027-12-31', cohort: '2026-03', points: 50 }]
    expect(codeOf(await ask('rewards.redeem', { rewardId: 'cup' }))).toBe('limit_reached')
    expect(dataOf(await ask('rewards.cancel', { orderId }))).toEqual({ state: 'cancelled', pointsReturned: 30 })
    const after = await account()
    expect([after?.available, after?.lots, after?.limits]).toEqual([50, lots, {}])
    expect(await free()).toBe(10)
    expect(await order()).toMatchObject({
      state: 'cancelled',
      isCancellable: false,
      code: null,
      pickUpUntil: null,
      steps: [{ to: 'made' }, { to: 'cancelled', atMs: programme.nowMs }],
    })
    dataOf(await ask('rewards.redeem', { rewardId: 'cup' }))
    await swept(programme)
  })

  test('twenty times at once, and again with its key, is once; with another key it is too late', async () => {
    const { programme, ask, orderId, account, free } = await ordered()
    const cancel = (key: string) => ask('rewards.cancel', { orderId }, key)
    const replies = await Promise.all(Array.from({ length: 20 }, (_, at) => cancel(`k-${at % 4}`)))
    const done = replies.filter((reply) => reply.ok)
    expect(done).toHaveLength(5)
    expect(replies.filter((reply) => !reply.ok && reply.code === 'too_late_to_cancel')).toHaveLength(15)
    const key = `k-${replies.findIndex((reply) => reply.ok) % 4}`
    expect(dataOf(await cancel(key))).toEqual({ state: 'cancelled', pointsReturned: 30 })
    expect([(await account())?.available, await free()]).toEqual([50, 10])
    const other = dataOf(await ask('rewards.redeem', { rewardId: 'cup' }))
    expect(codeOf(await ask('rewards.cancel', { orderId: other.orderId }, key))).toBe('key_reused_with_other_input')
    await swept(programme)
  })

  test('of several pieces puts all of them back', async () => {
    const { programme, ask, orderId, free } = await ordered({ pricePoints: 10, limitPerMember: 4 }, { quantity: 4 })
    expect(await free()).toBe(6)
    expect(dataOf(await ask('rewards.cancel', { orderId })).pointsReturned).toBe(40)
    expect(await free()).toBe(10)
    await swept(programme)
  })

  test('of what is unlimited puts nothing into a stock', async () => {
    const { programme, ask, orderId, account, free } = await ordered({ stock: null })
    dataOf(await ask('rewards.cancel', { orderId }))
    expect([(await account())?.available, await free()]).toEqual([50, 0])
    await swept(programme)
  })

  test('after the lots have ended gives them thirty days more', async () => {
    const { programme, ask, orderId, account } = await ordered({ delivery: 'send' }, { address: HOME })
    programme.at('2028-01-05T10:00:00+08:00')
    expect(dataOf(await ask('rewards.cancel', { orderId }))).toMatchObject({ pointsReturned: 30 })
    expect((await account())?.lots).toEqual([{ expiresOn: '2028-02-04', cohort: '2026-03', points: 30 }])
    await swept(programme)
  })

  test.each<[string, (shop: Awaited<ReturnType<typeof ordered>>) => Promise<unknown>]>([
    ['sent', async ({ advance }) => dataOf(await advance('sent'))],
    [
      'received',
      async ({ advance, ask, orderId }) => {
        dataOf(await advance('sent'))
        dataOf(await ask('rewards.confirm', { orderId }))
      },
    ],
    ['cancelled', async ({ advance }) => dataOf(await advance('cancelled'))],
  ])('is too late when it is %s', async (state, until) => {
    const shop = await ordered({ delivery: 'send' }, { address: HOME })
    dataOf(await shop.advance('packed'))
    expect((await shop.order()).isCancellable).toBe(true)
    await until(shop)
    expect(await shop.ask('rewards.cancel', { orderId: shop.orderId })).toMatchObject({
      code: 'too_late_to_cancel',
      params: { state },
    })
    expect((await shop.order()).state).toBe(state)
  })

  test('and sending at once: one of the two, and the points are where the order is not', async () => {
    for (const first of ['cancel', 'send'] as const) {
      const { programme, ask, orderId, account, order, advance } = await ordered(
        { delivery: 'send' },
        { address: HOME },
      )
      const both = [() => ask('rewards.cancel', { orderId }), () => advance('sent')]
      const replies = await Promise.all((first === 'cancel' ? both : both.reverse()).map((run) => run()))
      expect(replies.filter((reply) => reply.ok)).toHaveLength(1)
      const { state } = await order()
      expect((await account())?.available).toBe(state === 'cancelled' ? 50 : 20)
      await swept(programme)
    }
  })

  test('in the very moment in which a slow function still settles the packing: the points come back', async () => {
    const { programme, orderId, account, advance, order } = await ordered()
    // Its first update packs.
    const slow = held(programme.store, rewardUnits.name, { after: 1 })
    const asked = { storeId: 'west', orderId, to: 'packed' as const }
    const packing = programme.another(slow).staff('o-manager')('rewards.advance', asked, 'k-1')
    await slow.reached
    // Sent again it is settled meanwhile, and then cancelled by a function that never comes to the points.
    dataOf(await advance('packed', 'k-1'))
    const endless = held(programme.store, accounts.name)
    void programme.another(endless).member('o-mei')('rewards.cancel', { orderId })
    await endless.reached
    slow.release()
    dataOf(await packing)
    expect((await account())?.available).toBe(20)
    await swept(programme)
    expect((await account())?.available).toBe(50)
    expect((await order()).state).toBe('cancelled')
  })

  test('what is another member’s, or nobody’s, is no order', async () => {
    const { programme, orderId } = await ordered()
    const other = await joined(programme, 'o-lan')
    for (const id of [orderId, '0123456789-0123456789', 'nothing']) {
      expect(codeOf(await other.ask('rewards.cancel', { orderId: id }))).toBe('no_such_order')
      expect(codeOf(await other.ask('rewards.confirm', { orderId: id }))).toBe('no_such_order')
      expect(codeOf(await other.ask('rewards.order', { orderId: id }))).toBe('no_such_order')
    }
    expect(dataOf(await other.ask('rewards.orders', {})).items).toEqual([])
  })

  test('of somebody who was merged into another gives the points to who has their points now', async () => {
    const { programme, memberId, account, advance } = await ordered()
    const now = await joined(programme, 'o-now')
    programme.nowMs += 60_000
    const merge = { from: memberId, into: now.memberId, reason: '换了微信号', operator: '小王' }
    dataOf(await programme.ops()('ops.merge-members', merge))
    programme.nowMs += 60_000
    dataOf(await advance('cancelled'))
    expect((await account())?.available).toBe(0)
    expect((await programme.store.get(accounts, `${now.memberId}.1`))?.available).toBe(100)
    await swept(programme)
  })
})

describe('on its way', () => {
  test('an order has its steps, each with who took it and when; its member is told and says that it arrived', async () => {
    const { programme, ask, orderId, order, manager, advance, inbox } = await ordered(
      { delivery: 'send' },
      { address: HOME },
    )
    dataOf(await advance('packed'))
    programme.nowMs += 60_000
    const sent = { storeId: 'west', orderId, to: 'sent', tracking: '顺丰 SF1234567890' } as const
    const send = () => manager('rewards.advance', sent, 'k-sent')
    expect((await Promise.all([send(), send(), send()])).map(dataOf)).toEqual(Array(3).fill({ state: 'sent' }))
    expect(await inbox()).toEqual(['马克杯已经寄出，顺丰 SF1234567890。'])
    programme.nowMs += 60_000
    expect(dataOf(await ask('rewards.confirm', { orderId }))).toEqual({ state: 'received' })
    expect(codeOf(await ask('rewards.confirm', { orderId }))).toBe('wrong_state')
    // The command of before answers what it did, whatever came after it.
    expect(dataOf(await send())).toEqual({ state: 'sent' })
    const { steps } = await order()
    expect(steps.map(({ to, store, tracking }) => [to, store, tracking])).toEqual([
      ['made', '', ''],
      ['packed', '西湖店', ''],
      ['sent', '西湖店', '顺丰 SF1234567890'],
      ['received', '', ''],
    ])
    expect(steps.map(({ atMs }) => programme.nowMs - atMs)).toEqual([120_000, 120_000, 60_000, 0])
    await swept(programme)
  })

  test('what came back gives the points back; the piece is restocked once somebody has looked at it', async () => {
    const { programme, account, free, order, advance, inbox } = await ordered({ delivery: 'send' }, { address: HOME })
    dataOf(await advance('sent'))
    programme.nowMs += 60_000
    dataOf(await advance('returned'))
    expect([(await account())?.available, await free()]).toEqual([50, 9])
    expect((await order()).state).toBe('returned')
    expect(await inbox()).toEqual(['马克杯已经退回，30 积分退回原来的批次。', '马克杯已经寄出。'])
    await swept(programme)
  })

  test.each([
    ['made', 'returned'],
    ['made', 'received'],
    ['sent', 'packed'],
    ['sent', 'cancelled'],
    ['received', 'sent'],
    ['cancelled', 'packed'],
    ['returned', 'sent'],
  ] as const)('what is to be sent does not go from %s to %s', async (from, to) => {
    const { order, advance } = await ordered({ delivery: 'send' }, { address: HOME })
    const way = {
      made: [],
      sent: ['sent'],
      received: ['sent', 'received'],
      cancelled: ['cancelled'],
      returned: ['sent', 'returned'],
    } as const
    for (const step of way[from]) dataOf(await advance(step))
    expect(await advance(to)).toMatchObject({ code: 'wrong_state', params: { state: from } })
    expect((await order()).state).toBe(from)
  })
})

test('the titles of the statement say what was redeemed, cancelled and returned', async () => {
  const { programme, ask, orderId, advance } = await ordered({ delivery: 'send', pricePoints: 10 }, { address: HOME })
  const second = dataOf(await ask('rewards.redeem', { rewardId: 'cup', address: HOME }))
  dataOf(await ask('rewards.cancel', { orderId: second.orderId }))
  dataOf(await advance('sent'))
  dataOf(await advance('returned'))
  const { items } = dataOf(await ask('points.statement', {}))
  expect(items.map(({ title, points }) => [title, points])).toEqual([
    ['退回：马克杯', 10],
    ['取消兑换：马克杯', 10],
    ['兑换：马克杯', -10],
    ['兑换：马克杯', -10],
    ['入会礼', 50],
  ])
  for (const { seq } of items) dataOf(await ask('points.explain', { seq }))
  expect(orderId).not.toBe(second.orderId)
  await swept(programme)
})
