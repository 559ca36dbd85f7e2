import { publishTemplate } from '../../../../test/kit/coupons'
import { held } from '../../../../test/kit/held-store'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { CUP, publishing, publishReward, type RewardDraft } from '../../../../test/kit/rewards'
import { hire, openStore } from '../../../../test/kit/stores'
import { workOn } from '../../../../test/kit/work-on'
import { issueCoupon } from '../../coupons'
import { coupons } from '../../coupons/store'
import { rewardUnits } from './store'

const YEAR = {
  kind: 'membership',
  title: '年卡',
  stock: null,
  pricePoints: 10,
  limitPerMember: null,
  membership: '年度会员',
  days: 365,
  includes: ['每月一杯咖啡'],
}

async function mall(id: string, draft: RewardDraft, template?: RewardDraft) {
  const programme = await Programme.start()
  if (template) await publishTemplate(programme, 'five', template)
  await publishReward(programme, id, draft)
  const { ask, memberId } = await joined(programme, 'o-mei')
  const points = async () => dataOf(await ask('members.me', {})).points.available
  return { programme, ask, memberId, points }
}

async function swept(programme: Programme) {
  programme.wait(2 * 60_000)
  await programme.tick()
  await assertLedgerHolds(programme)
}

describe('a coupon for points', () => {
  const COUPON = { kind: 'coupon', title: '兑五元券', stock: null, templateId: 'five', limitPerMember: 5 }

  test('is there with the redemption, once for each key, and cannot be cancelled', async () => {
    const { programme, ask, memberId } = await mall('five', COUPON, { claimable: false })
    const redeem = () => ask('rewards.redeem', { rewardId: 'five' }, 'k-1')
    const first = dataOf(await redeem())
    expect(first).toMatchObject({ state: 'received', pointsSpent: 30, coupon: { title: '兑五元券' } })
    expect((await Promise.all([redeem(), redeem()])).map(dataOf)).toEqual([first, first])
    const held = await programme.store.find(coupons, { index: 'byMember', equals: { member: memberId }, limit: 10 })
    expect(held.items).toMatchObject([
      { op: first.coupon?.couponId, template: 'five', channel: 'redeemed', source: first.orderId, state: 'claimed' },
    ])
    expect(codeOf(await ask('rewards.cancel', { orderId: first.orderId }))).toBe('too_late_to_cancel')
    await swept(programme)
    expect(await programme.store.count(coupons, { member: memberId })).toBe(1)
  })

  test('of which there is no more gives the points back, and stays refused', async () => {
    const { programme, ask, points } = await mall('five', { ...COUPON, stock: 5 }, { stock: 1 })
    await issueCoupon(workOn(programme), { templateId: 'five', op: 'another', member: 'm', channel: 'granted' })
    const redeem = (key: string) => ask('rewards.redeem', { rewardId: 'five' }, key)
    expect(codeOf(await redeem('k-1'))).toBe('sold_out')
    expect(await points()).toBe(50)
    expect(await programme.store.count(rewardUnits, { sku: 'rw|five', state: 'free' })).toBe(5)
    dataOf(await programme.ops()('ops.restock', { kind: 'coupon_templates', id: 'five', quantity: 1 }))
    expect(codeOf(await redeem('k-1'))).toBe('sold_out')
    expect(dataOf(await redeem('k-2'))).toMatchObject({ balance: 20 })
    await swept(programme)
  })

  test('is of the version that the order was made under, whatever is published between the two steps', async () => {
    const { programme, ask, memberId } = await mall('five', COUPON, { discountFen: 2_000 })
    const real = programme.store.insert.bind(programme.store)
    let isEnded = true
    programme.store.insert = async (collection, document) => {
      if (isEnded && collection.name === 'coupons') throw new Error('the function was ended here')
      return real(collection, document)
    }
    expect(codeOf(await ask('rewards.redeem', { rewardId: 'five' }, 'k-1'))).toBe('internal')
    isEnded = false
    await publishTemplate(programme, 'five', { discountFen: 200 })
    dataOf(await programme.ops()('ops.retire', { kind: 'coupon_templates', id: 'five' }))
    await swept(programme)
    const held = await programme.store.find(coupons, { index: 'byMember', equals: { member: memberId }, limit: 10 })
    expect(held.items.map(({ terms }) => terms?.benefit)).toEqual([{ kind: 'cash', discountFen: 2_000 }])
    expect(dataOf(await ask('rewards.redeem', { rewardId: 'five' }, 'k-1')).coupon?.couponId).toBe(held.items[0]?.op)
  })

  test('of a template that was retired is not on sale', async () => {
    const { programme, ask } = await mall('five', COUPON, {})
    dataOf(await programme.ops()('ops.retire', { kind: 'coupon_templates', id: 'five' }))
    programme.wait(10_000)
    expect(await ask('rewards.redeem', { rewardId: 'five' })).toMatchObject({
      code: 'not_on_sale',
      params: { why: 'coupon' },
    })
  })
})

describe('a membership', () => {
  test('runs from today so many days more, and a second one behind the first', async () => {
    const { programme, ask } = await mall('year', YEAR)
    const redeem = (key: string) => ask('rewards.redeem', { rewardId: 'year' }, key)
    const first = dataOf(await redeem('k-1'))
    expect(first).toMatchObject({
      state: 'received',
      membership: { name: '年度会员', from: '2026-03-10', until: '2027-03-10' },
    })
    expect(dataOf(await redeem('k-2')).membership).toEqual({
      name: '年度会员',
      from: '2027-03-11',
      until: '2028-03-09',
    })
    expect(dataOf(await redeem('k-1'))).toEqual(first)
    const mine = async () => dataOf(await ask('rewards.memberships', {})).items
    expect(await mine()).toEqual([
      { name: '年度会员', from: '2026-03-10', until: '2028-03-09', isActive: true, includes: ['每月一杯咖啡'] },
    ])
    programme.at('2028-03-09T23:59:59+08:00')
    expect(await mine()).toHaveLength(1)
    programme.at('2028-03-10T00:00:00+08:00')
    expect(await mine()).toEqual([])
    await swept(programme)
  })

  test('ten at once are ten years, none of them lost and none twice', async () => {
    const { programme, ask } = await mall('year', { ...YEAR, pricePoints: 5, days: 10 })
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, at) => ask('rewards.redeem', { rewardId: 'year' }, `k-${at}`)),
    )
    const busy = replies.flatMap((reply, at) => (reply.ok ? [] : [at]))
    for (const at of busy) dataOf(await ask('rewards.redeem', { rewardId: 'year' }, `k-${at}`))
    expect(dataOf(await ask('rewards.memberships', {})).items).toMatchObject([
      { from: '2026-03-10', until: '2026-06-18' },
    ])
    await swept(programme)
  })

  test('given by two operators at once is two stretches, one behind the other', async () => {
    const { programme, ask, memberId } = await mall('year', YEAR)
    const by = { memberId, name: '年度会员', days: 10, reason: '周年补偿', operator: '王芳' }
    dataOf(await programme.ops()('ops.grant-membership', by))
    const slow = held(programme.store, 'memberships')
    const elsewhere = programme.another({ store: slow.store })
    const granting = elsewhere.ops()('ops.grant-membership', by)
    await slow.reached
    expect(dataOf(await programme.ops()('ops.grant-membership', by)).until).toBe('2026-03-30')
    slow.release()
    expect(dataOf(await granting).until).toBe('2026-04-09')
    expect(dataOf(await ask('rewards.memberships', {})).items).toMatchObject([{ until: '2026-04-09' }])
  })

  test('is given, extended and taken away by an operator, once for each key', async () => {
    const { programme, ask, memberId } = await mall('year', YEAR)
    const ops = programme.ops()
    const by = { memberId, name: '年度会员', reason: '周年补偿', operator: '王芳' }
    dataOf(await ask('rewards.redeem', { rewardId: 'year' }))
    const grant = () => ops('ops.grant-membership', { ...by, days: 30 }, 'g-1')
    for (const reply of await Promise.all([grant(), grant()]))
      expect(dataOf(reply)).toEqual({ memberId, name: '年度会员', from: '2027-03-11', until: '2027-04-09' })
    expect(codeOf(await ops('ops.grant-membership', { ...by, days: 31 }, 'g-1'))).toBe('key_reused_with_other_input')
    expect(dataOf(await ops('ops.memberships', {})).items).toEqual([
      { memberId, name: '年度会员', until: '2027-04-09', source: 'granted' },
    ])
    programme.advanceDays(1)
    const revoke = (key: string) => ops('ops.revoke-membership', by, key)
    dataOf(await revoke('r-1'))
    expect(dataOf(await ask('rewards.memberships', {})).items).toEqual([])
    expect(dataOf(await revoke('r-1'))).toEqual({ memberId, name: '年度会员' })
    expect(codeOf(await revoke('r-2'))).toBe('no_such_membership')
    expect(dataOf(await ops('ops.memberships', {})).items).toEqual([])
    // What is redeemed after that begins anew.
    expect(dataOf(await ask('rewards.redeem', { rewardId: 'year' })).membership?.from).toBe('2026-03-11')
    expect(codeOf(await ops('ops.grant-membership', { ...by, memberId: 'nobody', days: 30 }))).toBe('no_such_member')
  })

  test('what was taken away does not come back when whoever gave it asks once more', async () => {
    const { programme, ask, memberId } = await mall('year', YEAR)
    const ops = programme.ops()
    const by = { memberId, name: '年度会员', reason: '周年补偿', operator: '王芳' }
    const keys = ['g-1', 'g-2', 'g-3']
    const grant = async (key: string) => dataOf(await ops('ops.grant-membership', { ...by, days: 10 }, key))
    const given = []
    for (const key of keys) given.push(await grant(key))
    // In the middle of the first stretch, and once more on the day on which another has begun.
    programme.advanceDays(5)
    dataOf(await ops('ops.revoke-membership', by))
    given.push(await grant('g-4'))
    dataOf(await ops('ops.revoke-membership', by))
    for (const [at, key] of [...keys, 'g-4'].entries()) expect(await grant(key)).toEqual(given[at])
    expect(dataOf(await ask('rewards.memberships', {})).items).toEqual([])
  })
})

test('a function that ended behind the redemption is gone on with: both are there, or neither', async () => {
  const { programme, ask } = await mall('year', YEAR)
  await openStore(programme, 'west')
  const real = programme.store.insert.bind(programme.store)
  let isEnded = true
  programme.store.insert = async (collection, document) => {
    if (isEnded && collection.name === 'memberships') throw new Error('the function was ended here')
    return real(collection, document)
  }
  expect(codeOf(await ask('rewards.redeem', { rewardId: 'year' }, 'k-1'))).toBe('internal')
  isEnded = false
  // It comes by itself: a manager who says that it is there, or gives it back, would only take it away.
  const manager = await hire(programme, 'o-boss', { storeId: 'west', role: 'manager' })
  const { orderId = '' } = dataOf(await ask('rewards.orders', {})).items[0] ?? {}
  for (const to of ['received', 'cancelled'] as const)
    expect(codeOf(await manager('rewards.advance', { storeId: 'west', orderId, to }))).toBe('unauthorised')
  dataOf(await publishing(programme, 'year', { ...CUP, ...YEAR, days: 7 }))
  await swept(programme)
  expect(dataOf(await ask('rewards.memberships', {})).items).toMatchObject([{ until: '2027-03-10' }])
  expect(dataOf(await ask('rewards.redeem', { rewardId: 'year' }, 'k-1')).membership?.until).toBe('2027-03-10')
})
