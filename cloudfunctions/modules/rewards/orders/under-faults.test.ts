import { publishTemplate } from '../../../../test/kit/coupons'
import { FAULTS, type Fault, faultAt } from '../../../../test/kit/fault-at'
import { faultyStore } from '../../../../test/kit/faulty-store'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { dataOf, joined, Programme } from '../../../../test/kit/programme'
import { publishReward, type RewardDraft } from '../../../../test/kit/rewards'
import { hire, openStore } from '../../../../test/kit/stores'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import type { Reply } from '../../../platform/contract'
import { coupons } from '../../coupons/store'
import { accounts } from '../../ledger/store'
import { type RewardUnit, rewardUnits } from './store'

const TEA = { title: '茶', stock: null, pricePoints: 5, limitPerMember: null }
const COUPON = { kind: 'coupon', title: '兑券', stock: 3, pricePoints: 5, templateId: 'five', limitPerMember: 3 }
const YEAR = {
  kind: 'membership',
  title: '年卡',
  stock: null,
  pricePoints: 5,
  limitPerMember: 3,
  membership: '会员',
  days: 10,
}

/** Asks again as a client does, with the same key, until there is an answer. */
async function untilAnswered<R extends Reply>(ask: () => Promise<R>, goOn: () => void = () => {}): Promise<R> {
  for (let tried = 0; tried < 30; tried += 1) {
    goOn()
    const reply = await ask()
    if (reply.ok || !reply.retryable) return reply
  }
  throw new Error('never answered')
}

async function shop(rewards: Readonly<Record<string, RewardDraft>>) {
  const store = new MemoryStore()
  const programme = await Programme.start({ store })
  await openStore(programme, 'west')
  await publishTemplate(programme, 'five', { stock: 5 })
  for (const [id, draft] of Object.entries(rewards)) await publishReward(programme, id, draft)
  const { memberId } = await joined(programme, 'o-mei')
  await hire(programme, 'o-manager', { storeId: 'west', role: 'manager' })
  return { store, programme, memberId }
}

/** The same programme seen by instances whose store fails. */
function on(programme: Programme, faulty: { readonly store: Programme['store'] }, seed = 1): Programme {
  return programme.another({ store: faulty.store, seed })
}

/** Nothing is open, and every piece is free or somebody's. */
async function settled(programme: Programme, created: Readonly<Record<string, number>>): Promise<void> {
  for (let minute = 0; minute < 3; minute += 1) {
    programme.nowMs += 100_000
    await programme.tick()
  }
  const open = await programme.store.find(rewardUnits, { index: 'byOpen', range: { from: 0 }, limit: 10 })
  expect(open.items).toEqual([])
  const count = (sku: string, state: RewardUnit['state']) => programme.store.count(rewardUnits, { sku, state })
  for (const [sku, number] of Object.entries(created))
    expect((await count(sku, 'free')) + (await count(sku, 'claimed'))).toBe(number)
  await assertLedgerHolds(programme)
}

async function tryFault(fault: Fault, number: number): Promise<boolean> {
  const { store, programme, memberId } = await shop({ cup: { pricePoints: 5, stock: 4, limitPerMember: 4 } })
  const faulty = faultAt(store, number, fault)
  const bad = on(programme, faulty)
  const redeem = () => bad.member('o-mei')('rewards.redeem', { rewardId: 'cup', quantity: 2 }, 'k-1')
  const first = dataOf(await untilAnswered(redeem, faulty.goOn))
  expect(first).toMatchObject({ pointsSpent: 10, balance: 40 })
  const { orderId } = first
  const cancel = () => bad.member('o-mei')('rewards.cancel', { orderId }, 'k-2')
  expect(dataOf(await untilAnswered(cancel, faulty.goOn))).toEqual({ state: 'cancelled', pointsReturned: 10 })
  await faulty.quiet()
  await settled(programme, { 'rw|cup': 4 })
  const account = await store.get(accounts, `${memberId}.1`)
  expect([account?.available, account?.limits]).toEqual([50, {}])
  expect(await store.count(rewardUnits, { sku: 'rw|cup', state: 'free' })).toBe(4)
  // And the same once more answers the same.
  expect(dataOf(await programme.member('o-mei')('rewards.redeem', { rewardId: 'cup', quantity: 2 }, 'k-1'))).toEqual(
    first,
  )
  const again = await programme.member('o-mei')('rewards.cancel', { orderId }, 'k-2')
  expect(dataOf(again)).toEqual({ state: 'cancelled', pointsReturned: 10 })
  return faulty.hasFired()
}

test.each(FAULTS)(
  'whichever call of a redemption and its cancelling %s, all of it is there, and all of it gone',
  async (fault) => {
    let number = 1
    while (await tryFault(fault, number)) number += 1
    expect(number).toBeGreaterThan(12)
  },
  60_000,
)

async function tryAtOnce(fault: Fault, number: number): Promise<boolean> {
  const { store, programme, memberId } = await shop({ five: COUPON, year: YEAR })
  const faulty = faultAt(store, number, fault)
  const bad = on(programme, faulty)
  const redeem = (rewardId: string) => () => bad.member('o-mei')('rewards.redeem', { rewardId }, `k-${rewardId}`)
  const coupon = dataOf(await untilAnswered(redeem('five'), faulty.goOn))
  const year = dataOf(await untilAnswered(redeem('year'), faulty.goOn))
  expect([coupon.balance, year.balance]).toEqual([45, 40])
  await faulty.quiet()
  await settled(programme, { 'rw|five': 3 })
  const held = await store.find(coupons, { index: 'byMember', equals: { member: memberId }, limit: 10 })
  expect(held.items.map(({ op }) => op)).toEqual([coupon.coupon?.couponId])
  const { items } = dataOf(await programme.member('o-mei')('rewards.memberships', {}))
  expect(items).toMatchObject([year.membership])
  expect(await store.count(coupons, { sku: 'cp|five', state: 'free' })).toBe(4)
  return faulty.hasFired()
}

test.each(FAULTS)(
  'whichever call of a coupon or a membership for points %s, both steps are done once',
  async (fault) => {
    let number = 1
    while (await tryAtOnce(fault, number)) number += 1
    expect(number).toBeGreaterThan(15)
  },
  60_000,
)

async function tryHandOver(fault: Fault, number: number): Promise<boolean> {
  const { store, programme } = await shop({ cup: { pricePoints: 5, stock: 4 } })
  const { orderId, code = '' } = dataOf(await programme.member('o-mei')('rewards.redeem', { rewardId: 'cup' }))
  const faulty = faultAt(store, number, fault)
  const bad = on(programme, faulty)
  const pack = () => bad.staff('o-manager')('rewards.advance', { storeId: 'west', orderId, to: 'packed' }, 'k-1')
  const handOver = () => bad.staff('o-manager')('rewards.hand-over', { storeId: 'west', code }, 'k-2')
  expect(dataOf(await untilAnswered(pack, faulty.goOn))).toEqual({ state: 'packed' })
  expect(dataOf(await untilAnswered(handOver, faulty.goOn))).toMatchObject({ state: 'received' })
  await faulty.quiet()
  await settled(programme, { 'rw|cup': 4 })
  const { steps } = dataOf(await programme.member('o-mei')('rewards.order', { orderId }))
  expect(steps.map(({ to }) => to)).toEqual(['made', 'packed', 'received'])
  return faulty.hasFired()
}

test.each(FAULTS)(
  'whichever call of preparing and handing over %s, each step is taken once',
  async (fault) => {
    let number = 1
    while (await tryHandOver(fault, number)) number += 1
    expect(number).toBeGreaterThan(10)
  },
  60_000,
)

test.each([1, 2, 3, 4, 5, 6])(
  'restocked while members redeem and operations cancel: what is free and what is claimed add up to what was created (seed %i)',
  async (seed) => {
    const { store, programme } = await shop({ cup: { pricePoints: 5, stock: 6, limitPerMember: 9 }, tea: TEA })
    const people = ['o-mei', ...Array.from({ length: 9 }, (_, nth) => `o-m${nth}x`)]
    for (const openid of people.slice(1)) await joined(programme, openid)
    const faulty = faultyStore(store, { error: 20, lostReply: 20, late: 30 }, seed)
    const bad = on(programme, faulty, seed)
    const orders: string[] = []
    const redeem = async (openid: string, nth: number) => {
      const input = { rewardId: nth % 4 === 3 ? 'tea' : 'cup', quantity: 1 + (nth % 2) }
      const reply = await untilAnswered(() => bad.member(openid)('rewards.redeem', input, `r-${openid}-${nth}`))
      if (!reply.ok) return expect(reply.code).toBe('sold_out')
      orders.push(reply.data.orderId)
      const { orderId } = reply.data
      const isOwn = nth % 2 === 0
      const cancel = (): Promise<Reply> =>
        isOwn
          ? bad.member(openid)('rewards.cancel', { orderId }, `c-${openid}-${nth}`)
          : bad.staff('o-manager')(
              'rewards.advance',
              { storeId: 'west', orderId, to: 'cancelled' },
              `c-${openid}-${nth}`,
            )
      if (nth % 3 !== 0) expect((await untilAnswered(cancel)).ok).toBe(true)
    }
    const restock = (nth: number) =>
      untilAnswered(() => bad.ops()('ops.restock', { kind: 'rewards', id: 'cup', quantity: 3 }, `s-${nth}`))
    const work = people.flatMap((openid) => [0, 1, 2].map((nth) => redeem(openid, nth)))
    const [restocked] = await Promise.all([Promise.all([0, 1, 2, 3].map(restock)), Promise.all(work)])
    for (const reply of restocked) dataOf(reply)
    faulty.heal()
    await faulty.quiet()
    await settled(programme, { 'rw|cup': 18 })
    expect(orders.length).toBeGreaterThan(6)
    for (const openid of people) {
      const { items } = dataOf(await programme.member(openid)('rewards.orders', { limit: 50 }))
      const spent = items.filter(({ state }) => state !== 'cancelled').reduce((sum, { points }) => sum + points, 0)
      expect(dataOf(await programme.member(openid)('members.me', {})).points.available).toBe(50 - spent)
    }
  },
  60_000,
)
