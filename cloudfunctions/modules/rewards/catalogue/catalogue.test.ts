import { publishTemplate } from '../../../../test/kit/coupons'
import { held } from '../../../../test/kit/held-store'
import { growBy, publishLadder } from '../../../../test/kit/ladder'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { CUP, publishing, publishReward } from '../../../../test/kit/rewards'
import { openStore } from '../../../../test/kit/stores'
import { workOn } from '../../../../test/kit/work-on'
import { publishVersion } from '../../../platform/published'
import { claimUnit } from '../../ledger'
import { rewardUnits } from '../orders/store'
import { rewardStock } from '../stock-kinds'
import { putOnShelf } from './put-on-shelf'
import { shelf } from './store'

const at = (moment: string) => Date.parse(`2026-${moment}:00+08:00`)

async function mall() {
  const programme = await Programme.start()
  const { ask, memberId } = await joined(programme, 'o-mei')
  const list = async (input: { category?: string; cursor?: string; limit?: number } = {}) =>
    dataOf(await ask('rewards.list', input))
  const titles = async (input = {}) => (await list(input)).items.map(({ title }) => title)
  return { programme, ask, memberId, list, titles }
}

const callsOf = (programme: Programme) => programme.log.at(-1)?.calls

describe('the mall', () => {
  test('shows what is published in the order that operators gave, page by page, also by category', async () => {
    const { programme, ask, list, titles } = await mall()
    await publishReward(programme, 'b', { title: '乙', category: '器物' })
    await publishReward(programme, 'a', { title: '甲', category: '器物' })
    await publishReward(programme, 'c', { title: '丙', category: '体验', order: 7 })
    await publishReward(programme, 'd', { title: '丁', order: 1_000 })
    expect(await titles()).toEqual(['丙', '甲', '乙', '丁'])
    const first = await list({ limit: 3 })
    expect(first.items.map(({ title }) => title)).toEqual(['丙', '甲', '乙'])
    expect(await titles({ limit: 3, cursor: first.next })).toEqual(['丁'])
    expect(await titles({ category: '器物' })).toEqual(['甲', '乙'])
    expect(await titles({ category: '没有' })).toEqual([])
    expect(dataOf(await ask('rewards.categories', {}))).toEqual({ categories: ['体验', '器物'] })
    expect(codeOf(await ask('rewards.list', { cursor: 'x' }))).toBe('invalid_input')
  })

  test('is for members', async () => {
    const { programme } = await mall()
    const stranger = programme.member('o-stranger')
    expect(codeOf(await stranger('rewards.list', {}))).toBe('not_a_member')
    expect(codeOf(await stranger('rewards.categories', {}))).toBe('not_a_member')
    expect(codeOf(await stranger('rewards.view', { rewardId: 'cup' }))).toBe('not_a_member')
  })

  test('costs two calls a page, whether there are ten rewards or three hundred', async () => {
    const { programme, list } = await mall()
    const publish = async (from: number, to: number) => {
      for (let nth = from; nth <= to; nth += 1) await publishReward(programme, `r-${nth}`, { stock: 1 })
    }
    await publish(1, 10)
    await list({ limit: 5 })
    const few = callsOf(programme)
    await publish(11, 300)
    const { next } = await list({ limit: 5 })
    const many = callsOf(programme)
    await list({ limit: 5, ...(next ? { cursor: next } : {}) })
    expect([few, many, callsOf(programme)]).toEqual([2, 2, 2])
  })

  test('says what it is now: not yet, on sale, ended, by the server to the millisecond', async () => {
    const { programme, list, titles } = await mall()
    await publishReward(programme, 'cup', { onSaleFromMs: at('03-11T12:00'), onSaleUntilMs: at('03-12T00:00') })
    const state = async (atMs: number) => {
      programme.nowMs = atMs
      const [item] = (await list()).items
      return [item?.state, item?.why]
    }
    const notYet = ['not_yet', '2026-03-11 12:00 开始兑换']
    expect(await state(at('03-11T12:00') - 1)).toEqual(notYet)
    expect(await state(at('03-11T12:00'))).toEqual(['on_sale', ''])
    expect(await state(at('03-12T00:00') - 1)).toEqual(['on_sale', ''])
    expect(await state(at('03-12T00:00'))).toEqual(['ended', '兑换已经结束'])
    // Three days later it leaves the shelf.
    programme.nowMs = at('03-14T23:00')
    await programme.tick()
    expect(await titles()).toEqual(['马克杯'])
    programme.nowMs = at('03-15T00:15')
    await programme.tick()
    expect(await titles()).toEqual([])
  })

  test('shows what the caller can afford, and may still have', async () => {
    const { programme, list } = await mall()
    await publishReward(programme, 'cup', { pricePoints: 50, limitPerMember: 3 })
    await publishReward(programme, 'pot', { pricePoints: 51, limitPerMember: null, stock: null })
    expect((await list()).items).toMatchObject([
      { rewardId: 'cup', missingPoints: 0, limitLeft: 3, stockLeft: 10 },
      { rewardId: 'pot', missingPoints: 1, limitLeft: null, stockLeft: null },
    ])
    // Points that have ended today are no longer there.
    programme.at('2028-01-01T00:00:00+08:00')
    expect((await list()).items).toMatchObject([{ missingPoints: 50 }, { missingPoints: 51 }])
  })

  test('says for whom something is', async () => {
    const { programme, memberId, list } = await mall()
    await publishLadder(programme)
    await publishReward(programme, 'cup', { tiers: ['gold', 'silver'] })
    expect((await list()).items).toMatchObject([{ state: 'not_eligible', why: '仅限银卡、金卡' }])
    await growBy(programme, memberId, 1_000)
    expect((await list()).items).toMatchObject([{ state: 'on_sale', why: '' }])
  })

  test('shows a later version when it counts, and what is retired no longer', async () => {
    const { programme, list, titles } = await mall()
    await publishReward(programme, 'cup')
    dataOf(await publishing(programme, 'cup', { ...CUP, title: '大马克杯', pricePoints: 40 }))
    programme.wait(9_999)
    expect((await list()).items).toMatchObject([{ title: '马克杯', pricePoints: 30 }])
    programme.wait(1)
    expect((await list()).items).toMatchObject([{ title: '大马克杯', pricePoints: 40 }])
    dataOf(await programme.ops()('ops.retire', { kind: 'rewards', id: 'cup' }))
    expect(await titles()).toEqual([])
    dataOf(await publishing(programme, 'cup', CUP))
    expect(await titles()).toEqual(['马克杯'])
  })

  test('has what a function published and did not get to put there', async () => {
    const { programme, titles } = await mall()
    await publishReward(programme, 'cup')
    await publishReward(programme, 'pot', { title: '茶壶' })
    await programme.store.remove(shelf, 'pot')
    await programme.store.update(shelf, { _id: 'cup' }, { set: { version: 0, place: null } })
    expect(await titles()).toEqual([])
    await programme.tick()
    expect(await titles()).toEqual(['马克杯', '茶壶'])
  })
})

test('of two versions put on the shelf at once the later one stands', async () => {
  const { programme, titles } = await mall()
  await publishReward(programme, 'cup')
  const publish = (after: number, title: string) =>
    publishVersion(programme.store, {
      kind: 'rewards',
      id: 'cup',
      body: { ...CUP, order: 1, title },
      after,
      nowMs: programme.nowMs,
    })
  await publish(1, '中马克杯')
  const slow = held(programme.store, 'reward_shelf')
  const putting = putOnShelf({ ...workOn(programme), store: slow.store }, 'cup')
  await slow.reached
  await publish(2, '大马克杯')
  await putOnShelf(workOn(programme), 'cup')
  slow.release()
  await putting
  programme.wait(10_000)
  expect(await titles()).toEqual(['大马克杯'])
})

describe('what is left', () => {
  test('is counted by the job within a minute, after claims, restocking and what comes back', async () => {
    const { programme, list } = await mall()
    await publishReward(programme, 'cup', { stock: 3 })
    await publishReward(programme, 'pot', { stock: 5 })
    const shown = async () => (await list()).items.map(({ stockLeft, state }) => [stockLeft, state])
    const minute = async () => {
      programme.wait(60_000)
      await programme.tick()
      return shown()
    }
    expect(await shown()).toEqual([
      [3, 'on_sale'],
      [5, 'on_sale'],
    ])
    for (const op of ['one', 'two', 'three'])
      await claimUnit(workOn(programme), { sku: 'rw|cup', op, member: 'm' }, rewardStock)
    expect(await minute()).toEqual([
      [0, 'sold_out'],
      [5, 'on_sale'],
    ])
    dataOf(await programme.ops()('ops.restock', { kind: 'rewards', id: 'cup', quantity: 2 }))
    expect(await minute()).toEqual([
      [2, 'on_sale'],
      [5, 'on_sale'],
    ])
  })

  test('is counted once more while claims may be written late, and then costs two reads a minute', async () => {
    const { programme } = await mall()
    await publishReward(programme, 'cup', { stock: 3 })
    await programme.tick()
    const minute = async () => {
      programme.wait(60_000)
      const reply = dataOf(await programme.ops()('ops.run-job', { name: 'rewards-count-stock' }))
      return reply.done
    }
    expect([await minute(), await minute(), await minute(), await minute()]).toEqual([1, 1, 0, 0])
    // Half a minute late, the claim of a function that began before the last count.
    await programme.store.updateAny(
      rewardUnits,
      { sku: 'rw|cup', state: 'free' },
      { set: { state: 'claimed', op: 'late', member: 'm', atMs: programme.nowMs } },
    )
    expect([await minute(), await minute(), await minute(), await minute()]).toEqual([1, 1, 0, 0])
    expect((await programme.store.get(shelf, 'cup'))?.left).toEqual({ 'rw|cup': 2 })
  })
})

test('a claim that was written behind a count is counted also when the timer was still for a day', async () => {
  const { programme } = await mall()
  await publishReward(programme, 'cup', { stock: 3 })
  await programme.tick()
  const atMs = programme.nowMs - 10_000
  await programme.store.updateAny(
    rewardUnits,
    { sku: 'rw|cup', state: 'free' },
    { set: { state: 'claimed', op: 'late', member: 'm', atMs } },
  )
  programme.advanceDays(1)
  await programme.tick()
  expect((await programme.store.get(shelf, 'cup'))?.left).toEqual({ 'rw|cup': 2 })
})

test('a count that ended between two rewards is gone on with, also of what it looked at once more', async () => {
  const { programme } = await mall()
  for (const id of ['cup', 'pot']) await publishReward(programme, id, { stock: 3 })
  await programme.tick()
  const atMs = programme.nowMs - 10_000
  for (const sku of ['rw|cup', 'rw|pot'])
    await programme.store.updateAny(
      rewardUnits,
      { sku, state: 'free' },
      { set: { state: 'claimed', op: `late ${sku}`, member: 'm', atMs } },
    )
  const real = programme.store.count.bind(programme.store)
  let counts = 0
  programme.store.count = async (collection, equals) => {
    counts += 1
    if (counts === 2) throw new Error('the function was ended here')
    return real(collection, equals)
  }
  programme.advanceDays(1)
  await programme.tick()
  programme.advanceDays(1)
  await programme.tick()
  for (const id of ['cup', 'pot']) expect((await programme.store.get(shelf, id))?.left).toEqual({ [`rw|${id}`]: 2 })
})

describe('one reward', () => {
  test('says how it is handed over, and what should be known before', async () => {
    const { programme, ask } = await mall()
    await openStore(programme, 'west')
    await openStore(programme, 'east', { name: '东站店' })
    await publishReward(programme, 'cup', {
      text: '陶瓷\n350 毫升',
      stores: ['east'],
      delivery: 'pick_up',
      priceFen: 990,
    })
    expect(dataOf(await ask('rewards.view', { rewardId: 'cup' }))).toMatchObject({
      title: '马克杯',
      text: '陶瓷\n350 毫升',
      mostAtOnce: 2,
      address: 'none',
      stores: [{ storeId: 'east', name: '东站店' }],
      slots: [],
      stockLeft: 10,
      policy: [
        '每人限兑 2 份',
        '到店另付 9.90 元，在柜台付',
        '到店自取：兑换之后留 14 天，领取之前可以取消，过期没来领自动取消',
        '取消后积分退回原来的批次；已经到期的，从退回那天起再留 30 天',
      ],
    })
  })

  test.each([
    [{ delivery: 'send' }, 'needed', 0],
    [{ delivery: 'either' }, 'possible', 2],
    [{}, 'possible', 2],
    [{ delivery: 'pick_up' }, 'none', 2],
    [{ kind: 'code', stock: null }, 'none', 0],
    [{ kind: 'experience' }, 'none', 2],
  ])('%j asks for an address: %s, and is to be had at %i stores', async (draft, address, stores) => {
    const { programme, ask } = await mall()
    await openStore(programme, 'west')
    await openStore(programme, 'east')
    await publishReward(programme, 'cup', draft)
    const view = dataOf(await ask('rewards.view', { rewardId: 'cup' }))
    expect([view.address, view.stores.length]).toEqual([address, stores])
  })

  test('that is a coupon says what it gives, where, and how long; of what is none it says nothing', async () => {
    const { programme, ask } = await mall()
    await openStore(programme, 'west')
    await publishTemplate(programme, 'five', {
      kind: 'cash',
      discountFen: 500,
      stores: ['west'],
      validity: { days: 30 },
    })
    await publishReward(programme, 'five', { kind: 'coupon', stock: null, templateId: 'five' })
    await publishReward(programme, 'cup')
    const coupon = async (rewardId: string) => dataOf(await ask('rewards.view', { rewardId })).coupon
    expect(await coupon('five')).toEqual({
      benefit: '抵 5 元',
      scope: '西湖店可用',
      validity: '领到之后 30 天内有效',
    })
    expect(await coupon('cup')).toBeNull()
    dataOf(await programme.ops()('ops.retire', { kind: 'coupon_templates', id: 'five' }))
    programme.wait(10_000)
    expect(await coupon('five')).toBeNull()
  })

  test('has its slots: open, full and over', async () => {
    const { programme, ask, list } = await mall()
    const slot = (day: number, capacity: number) => ({
      slotId: `d-${day}`,
      startsAtMs: at(`03-${day}T10:00`),
      endsAtMs: at(`03-${day}T11:00`),
      capacity,
    })
    await publishReward(programme, 'class', {
      kind: 'experience',
      stock: null,
      slots: [slot(11, 3), slot(12, 1), slot(13, 2)],
    })
    expect((await list()).items).toMatchObject([{ stockLeft: 6 }])
    await claimUnit(workOn(programme), { sku: 'rs|class_d-12', op: 'one', member: 'm' }, rewardStock)
    programme.at('2026-03-11T10:00:00+08:00')
    await programme.tick()
    expect((await list()).items).toMatchObject([{ stockLeft: 2 }])
    const { slots } = dataOf(await ask('rewards.view', { rewardId: 'class' }))
    expect(slots.map(({ slotId, left, state }) => [slotId, left, state])).toEqual([
      ['d-11', 3, 'over'],
      ['d-12', 0, 'full'],
      ['d-13', 2, 'open'],
    ])
  })

  test('that is a draft, retired or unknown is no reward', async () => {
    const { programme, ask } = await mall()
    await publishReward(programme, 'cup')
    dataOf(await programme.ops()('ops.retire', { kind: 'rewards', id: 'cup' }))
    programme.wait(10_000)
    for (const rewardId of ['cup', 'nothing'])
      expect(codeOf(await ask('rewards.view', { rewardId }))).toBe('no_such_reward')
  })
})
