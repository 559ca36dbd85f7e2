import { growBy, publishLadder } from '../../../../test/kit/ladder'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { CUP, HOME, publishing, publishReward, type RewardDraft } from '../../../../test/kit/rewards'
import { withMembers } from '../../../../test/kit/settled'
import { openStore } from '../../../../test/kit/stores'
import { accounts } from '../../ledger/store'
import { rewardUnits } from './store'

const at = (moment: string) => Date.parse(`2026-${moment}:00+08:00`)

async function mall(id = 'cup', draft: RewardDraft = {}) {
  const programme = await Programme.start()
  await openStore(programme, 'west')
  await publishReward(programme, id, draft)
  const { ask, memberId } = await joined(programme, 'o-mei')
  const account = async () => programme.store.get(accounts, `${memberId}.1`)
  return { programme, ask, memberId, account }
}

async function swept(programme: Programme) {
  programme.wait(2 * 60_000)
  await programme.tick()
  await assertLedgerHolds(programme)
}

describe('redeeming', () => {
  test('takes the points and makes the order, in three calls', async () => {
    const { programme, ask, account } = await mall()
    dataOf(await ask('rewards.list', {}))
    const done = dataOf(await ask('rewards.redeem', { rewardId: 'cup' }))
    expect(done).toEqual({
      orderId: expect.stringMatching(/^\d{10}-[0-9a-f]{10}$/),
      state: 'made',
      pointsSpent: 30,
      balance: 20,
      code: expect.stringMatching(/^\d{20}$/),
    })
    expect((await account())?.available).toBe(20)
    expect(dataOf(await ask('rewards.orders', {}))).toMatchObject({
      items: [
        {
          orderId: done.orderId,
          title: '马克杯',
          quantity: 1,
          points: 30,
          state: 'made',
          handover: 'pick_up',
          pickUpUntil: '2026-03-24',
          isCancellable: true,
        },
      ],
      next: null,
    })
    // What is published is known by now.
    const other = await joined(programme, 'o-lan')
    dataOf(await other.ask('rewards.redeem', { rewardId: 'cup' }))
    expect(programme.log.at(-1)).toMatchObject({ action: 'rewards.redeem', outcome: 'ok', calls: 3 })
    await swept(programme)
  })

  test('ten of two hundred members at once have one each, and 190 balances are untouched', async () => {
    const programme = await Programme.start()
    await publishReward(programme, 'cup', { stock: 11 })
    const members = await withMembers(200, programme)
    // Somebody before them, from whom the instance knows what is published.
    const { ask } = await joined(programme, 'o-first')
    dataOf(await ask('rewards.redeem', { rewardId: 'cup' }))
    const replies = await Promise.all(
      members.map((_, number) => programme.member(`o-${number}m`)('rewards.redeem', { rewardId: 'cup' })),
    )
    expect(replies.filter((reply) => reply.ok)).toHaveLength(10)
    expect(replies.filter((reply) => !reply.ok && reply.code === 'sold_out')).toHaveLength(190)
    const soldOut = programme.log.filter(({ outcome }) => outcome === 'sold_out')
    expect(Math.max(...soldOut.map(({ calls }) => Number(calls)))).toBe(5)
    await swept(programme)
    const balances = await Promise.all(members.map((member) => programme.store.get(accounts, `${member}.1`)))
    expect(balances.filter((account) => account?.available === 20)).toHaveLength(10)
    expect(balances.filter((account) => account?.available === 50)).toHaveLength(190)
    const orders = await programme.store.find(rewardUnits, { index: 'byOwner', range: { from: '0' }, limit: 1_000 })
    expect(orders.items).toHaveLength(11)
    expect(new Set(orders.items.map(({ owner }) => owner)).size).toBe(11)
  })

  test('asked again with the same key it is the same order, for ever: repriced, retired, over, cancelled', async () => {
    const { programme, ask } = await mall()
    const again = () => ask('rewards.redeem', { rewardId: 'cup' }, 'k-1')
    const first = dataOf(await again())
    expect((await Promise.all([again(), again(), again()])).map(dataOf)).toEqual([first, first, first])
    dataOf(await publishing(programme, 'cup', { ...CUP, pricePoints: 1, title: '小杯' }))
    dataOf(await programme.ops()('ops.retire', { kind: 'rewards', id: 'cup' }))
    programme.wait(10_000)
    expect(dataOf(await again())).toEqual(first)
    await swept(programme)
    dataOf(await ask('rewards.cancel', { orderId: first.orderId }))
    programme.at('2027-06-01T10:00:00+08:00')
    expect(dataOf(await again())).toEqual(first)
    expect(codeOf(await ask('rewards.redeem', { rewardId: 'cup', quantity: 2 }, 'k-1'))).toBe(
      'key_reused_with_other_input',
    )
    expect(dataOf(await ask('rewards.orders', {})).items).toHaveLength(1)
    await swept(programme)
  })

  test('several at once are one order, all of them or none', async () => {
    const { programme, ask, account } = await mall('cup', { pricePoints: 10, stock: 3, limitPerMember: 5 })
    expect(codeOf(await ask('rewards.redeem', { rewardId: 'cup', quantity: 4 }, 'k-1'))).toBe('sold_out')
    expect((await account())?.available).toBe(50)
    expect(dataOf(await ask('rewards.redeem', { rewardId: 'cup', quantity: 3 }))).toMatchObject({
      pointsSpent: 30,
      balance: 20,
    })
    expect(codeOf(await ask('rewards.redeem', { rewardId: 'cup', quantity: 4 }, 'k-1'))).toBe('sold_out')
    expect(dataOf(await ask('rewards.orders', {})).items).toMatchObject([{ quantity: 3, points: 30 }])
    await swept(programme)
    expect(dataOf(await ask('points.statement', {})).items.map(({ title }) => title)).toEqual([
      '兑换：马克杯 × 3',
      '没有兑到，积分退回',
      '兑换：马克杯 × 4',
      '入会礼',
    ])
  })

  test('what is unlimited has one for everybody', async () => {
    const { programme, ask } = await mall('tea', { stock: null, pricePoints: 10, limitPerMember: null })
    for (let nth = 0; nth < 5; nth += 1) dataOf(await ask('rewards.redeem', { rewardId: 'tea' }))
    expect(codeOf(await ask('rewards.redeem', { rewardId: 'tea' }))).toBe('insufficient_points')
    expect(dataOf(await ask('rewards.orders', { limit: 3 })).next).not.toBeNull()
    await swept(programme)
  })

  test('is kept at the store that was chosen, or at any; another store with the same key is another question', async () => {
    const { programme, ask } = await mall('cup', { pricePoints: 10, delivery: 'pick_up', limitPerMember: null })
    await openStore(programme, 'east', { name: '东站店' })
    const at = (storeId: string) => ask('rewards.redeem', { rewardId: 'cup', storeId }, 'k-1')
    const storesOf = async (orderId: string) =>
      dataOf(await ask('rewards.order', { orderId })).stores.map(({ name }) => name)
    const chosen = dataOf(await at('east'))
    expect(dataOf(await at('east'))).toEqual(chosen)
    expect(codeOf(await at('west'))).toBe('key_reused_with_other_input')
    expect(await storesOf(chosen.orderId)).toEqual(['东站店'])
    const any = dataOf(await ask('rewards.redeem', { rewardId: 'cup' }))
    expect(await storesOf(any.orderId)).toEqual(['东站店', '西湖店'])
    dataOf(await programme.ops()('ops.retire', { kind: 'stores', id: 'east' }))
    programme.wait(10_000)
    expect(await ask('rewards.redeem', { rewardId: 'cup', storeId: 'east' })).toMatchObject({
      code: 'invalid_input',
      params: { path: 'input.storeId' },
    })
    expect(dataOf(await at('east'))).toEqual(chosen)
    await swept(programme)
  })

  test('keeps the version it was redeemed under', async () => {
    const { programme, ask } = await mall('cup', { pricePoints: 10 })
    const { orderId } = dataOf(await ask('rewards.redeem', { rewardId: 'cup' }))
    dataOf(await publishing(programme, 'cup', { ...CUP, title: '小杯', pricePoints: 1, delivery: 'send' }))
    programme.wait(10_000)
    expect(dataOf(await ask('rewards.order', { orderId }))).toMatchObject({
      title: '马克杯',
      points: 10,
      handover: 'pick_up',
    })
  })
})

describe('is refused', () => {
  test.each<[string, RewardDraft, Record<string, unknown>, string, object]>([
    ['before it begins', { onSaleFromMs: at('03-10T10:01') }, {}, 'not_on_sale', { why: 'not_yet' }],
    ['when it is over', { onSaleFromMs: 0, onSaleUntilMs: at('03-10T10:00') }, {}, 'not_on_sale', { why: 'ended' }],
    ['what nobody published', {}, { rewardId: 'pot' }, 'not_on_sale', { why: 'none' }],
    ['what is too dear', { pricePoints: 51 }, {}, 'insufficient_points', { missing: 1 }],
    ['more than one can pay', {}, { quantity: 2 }, 'insufficient_points', { missing: 10 }],
    ['more than the limit', { pricePoints: 1 }, { quantity: 3 }, 'limit_reached', { most: 2 }],
    ['several of what is one', { kind: 'code', stock: null }, { quantity: 2 }, 'limit_reached', { most: 1 }],
    ['a price that is another by now', {}, { pricePoints: 29 }, 'price_changed', { pricePoints: 30 }],
    ['nowhere to send it', { delivery: 'send' }, {}, 'address_required', {}],
    ['a negative quantity', {}, { quantity: -1 }, 'invalid_input', { path: 'input.quantity' }],
    ['a huge quantity', {}, { quantity: 1_000_000_000 }, 'invalid_input', { path: 'input.quantity' }],
    ['no whole quantity', {}, { quantity: 1.5 }, 'invalid_input', { path: 'input.quantity' }],
    [
      'an address of 10,000 characters',
      { delivery: 'send' },
      { address: { ...HOME, detail: '路'.repeat(10_000) } },
      'invalid_input',
      { path: 'input.address.detail' },
    ],
    ['half an address', {}, { address: { ...HOME, phone: '' } }, 'invalid_input', { path: 'input.address.phone' }],
    [
      'an address for what is picked up',
      { delivery: 'pick_up' },
      { address: HOME },
      'invalid_input',
      { path: 'input.address' },
    ],
    ['a store that does not have it', {}, { storeId: 'east' }, 'invalid_input', { path: 'input.storeId' }],
    ['a store of what no store hands over', { kind: 'code', stock: null }, { storeId: 'west' }, 'invalid_input', {}],
    ['a store and an address', {}, { storeId: 'west', address: HOME }, 'invalid_input', { path: 'input.storeId' }],
    ['a slot of what has none', {}, { slot: 'sat-10' }, 'invalid_input', { path: 'input.slot' }],
  ])('%s', async (_name, draft, input, code, params) => {
    const { programme, ask, account } = await mall('cup', draft)
    const before = await account()
    const reply = await ask('rewards.redeem', { rewardId: 'cup', ...input } as never)
    expect(reply).toMatchObject({ ok: false, code, params })
    expect(await account()).toEqual(before)
    expect(await programme.store.count(rewardUnits, { state: 'claimed' })).toBe(0)
  })

  test('a draft, and what was retired', async () => {
    const { programme, ask } = await mall()
    await programme.store.insert({ name: 'rewards', indexes: [], rule: { read: false, write: false } }, {
      _id: 'draft',
      ...CUP,
    } as never)
    expect(codeOf(await ask('rewards.redeem', { rewardId: 'draft' }))).toBe('not_on_sale')
    dataOf(await programme.ops()('ops.retire', { kind: 'rewards', id: 'cup' }))
    programme.wait(10_000)
    expect(codeOf(await ask('rewards.redeem', { rewardId: 'cup' }))).toBe('not_on_sale')
  })

  test('who is no member, or is frozen', async () => {
    const { programme, ask, memberId } = await mall()
    expect(codeOf(await programme.member('o-stranger')('rewards.redeem', { rewardId: 'cup' }))).toBe('not_a_member')
    dataOf(await programme.ops()('ops.freeze', { memberId, reason: '核实', operator: '小王' }))
    expect(codeOf(await ask('rewards.redeem', { rewardId: 'cup' }))).toBe('account_frozen')
  })

  test('who is of another tier', async () => {
    const programme = await Programme.start()
    await publishLadder(programme)
    await publishReward(programme, 'cup', { tiers: ['silver'] })
    const { ask, memberId } = await joined(programme, 'o-mei')
    expect(codeOf(await ask('rewards.redeem', { rewardId: 'cup' }))).toBe('not_eligible')
    await growBy(programme, memberId, 1_000)
    dataOf(await ask('rewards.redeem', { rewardId: 'cup' }))
  })

  test('to the millisecond: at 23:59:59.999 it is had, a moment later it is over', async () => {
    const { programme, ask } = await mall('cup', { pricePoints: 1, onSaleUntilMs: at('03-11T00:00') })
    programme.nowMs = at('03-11T00:00') - 1
    dataOf(await ask('rewards.redeem', { rewardId: 'cup' }))
    programme.nowMs += 1
    expect(codeOf(await ask('rewards.redeem', { rewardId: 'cup' }))).toBe('not_on_sale')
  })

  test.each([
    ['day', '2026-03-10T23:59:59+08:00', '2026-03-11T00:00:00+08:00'],
    ['month', '2026-03-31T23:59:59+08:00', '2026-04-01T00:00:00+08:00'],
    ['year', '2026-12-31T23:59:59+08:00', '2027-01-01T00:00:00+08:00'],
  ])('more than one a %s, and the next has another', async (limitPer, last, next) => {
    const { programme, ask } = await mall('cup', { pricePoints: 1, limitPerMember: 1, limitPer, onSaleUntilMs: null })
    programme.at(last)
    dataOf(await ask('rewards.redeem', { rewardId: 'cup' }))
    expect(codeOf(await ask('rewards.redeem', { rewardId: 'cup' }))).toBe('limit_reached')
    programme.at(next)
    dataOf(await ask('rewards.redeem', { rewardId: 'cup' }))
    expect(codeOf(await ask('rewards.redeem', { rewardId: 'cup' }))).toBe('limit_reached')
  })

  test('what is still being made: none is sold before all of it is there', async () => {
    const { programme, ask } = await mall('cup', { pricePoints: 1, stock: 700 })
    expect(await ask('rewards.redeem', { rewardId: 'cup' })).toMatchObject({
      code: 'not_on_sale',
      params: { why: 'stocking' },
    })
    await programme.tick()
    programme.wait(5_000)
    dataOf(await ask('rewards.redeem', { rewardId: 'cup' }))
  })

  test('the second of two of one member at once, where the limit is one', async () => {
    const { programme, ask } = await mall('cup', { pricePoints: 1, limitPerMember: 1 })
    const replies = await Promise.all(Array.from({ length: 20 }, () => ask('rewards.redeem', { rewardId: 'cup' })))
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1)
    expect(dataOf(await ask('rewards.orders', {})).items).toHaveLength(1)
    await swept(programme)
  })
})

test('an address is read by its member, and stands nowhere in clear', async () => {
  const { programme, ask } = await mall('cup', { delivery: 'send' })
  const { orderId, code } = dataOf(await ask('rewards.redeem', { rewardId: 'cup', address: HOME }))
  expect(code).toBeUndefined()
  expect(dataOf(await ask('rewards.order', { orderId }))).toMatchObject({ address: HOME, handover: 'send', stores: [] })
  const { items } = await programme.store.find(rewardUnits, { index: 'byOwner', range: { from: '0' }, limit: 10 })
  const account = await programme.store.find(accounts, { index: 'byMember', limit: 10 })
  const written = JSON.stringify([items, account.items, programme.log])
  expect(written).toContain(orderId)
  for (const clear of Object.values(HOME)) expect(written).not.toContain(clear)
})
