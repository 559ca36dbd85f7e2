import { held } from '../../../test/kit/held-store'
import { growBy, LADDER, publishLadder, publishTier, retireTier } from '../../../test/kit/ladder'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'
import { workOn } from '../../../test/kit/work-on'
import { accountOf } from '../ledger'
import { accounts } from '../ledger/store'
import { scheduleReview } from './after-change'
import { afterTierChange, tierOf, withOrder } from './index'
import { tierReviews } from './store'

async function withLadder(at = '2026-03-10T10:00:00+08:00') {
  const programme = await Programme.start({ at })
  await publishLadder(programme)
  const { ask, memberId } = await joined(programme, 'o-mei')
  const mine = async () => dataOf(await ask('tiers.mine', {}))
  const inbox = async () => dataOf(await ask('inbox.list', {})).items.map(({ title, text }) => `${title}：${text}`)
  const accountNow = async () => {
    const account = await accountOf(workOn(programme), memberId)
    if (!account) throw new Error('a member has an account')
    return account
  }
  return { programme, ask, memberId, mine, inbox, accountNow }
}

test('a member sees their tier, what it gives and what the next one takes', async () => {
  const { programme, memberId, mine } = await withLadder()
  expect(await mine()).toMatchObject({
    tier: { tierId: 'base', name: '普通会员', order: 1 },
    growth: 0,
    orders: 0,
    keepUntil: null,
    keepText: '普通会员不会到期。',
    next: {
      tier: { name: '银卡' },
      missingGrowth: 1_000,
      missingFen: 100_000,
      missingOrders: 10,
      by: null,
      sentence: '再消费 1,000 元或 10 单，升银卡',
      progressBps: 0,
    },
    benefits: [],
    history: [],
  })
  expect(
    (await mine()).ladder.map(({ tier, growthAtLeast, rateText }) => [tier.name, growthAtLeast, rateText]),
  ).toEqual([
    ['普通会员', 0, '消费得 1 倍积分'],
    ['银卡', 1_000, '消费得 1.2 倍积分'],
    ['金卡', 2_000, '消费得 1.5 倍积分'],
  ])
  await growBy(programme, memberId, 1_620.5)
  expect(await mine()).toMatchObject({
    tier: { tierId: 'silver' },
    growth: 1_620,
    orders: 1,
    keepUntil: '2027-03-31',
    next: {
      missingGrowth: 380,
      missingFen: 37_950,
      missingOrders: null,
      sentence: '再消费 379.50 元，2027年2月28日前升金卡',
    },
    benefits: [{ benefitId: 'coffee', quota: 1, per: 'month', left: 1, periodEndsOn: '2026-03-31' }],
    history: [{ from: '普通会员', to: '银卡', on: '2026-03-10', cause: '消费达到条件' }],
  })
  await growBy(programme, memberId, 400)
  expect(await mine()).toMatchObject({ tier: { tierId: 'gold' }, next: null })
  await assertLedgerHolds(programme)
})

test('the tier stands beside the name on the member page, and decides the rate of an order', async () => {
  const { programme, ask, memberId, accountNow } = await withLadder()
  expect(dataOf(await ask('members.me', {})).tier).toBe('普通会员')
  await growBy(programme, memberId, 2_000)
  expect(dataOf(await ask('members.me', {})).tier).toBe('金卡')
  expect(await tierOf(workOn(programme), await accountNow())).toEqual({ tierId: 'gold', name: '金卡', rateBps: 15_000 })
})

test('without tiers nothing is shown, growth is kept all the same, and a stranger is none', async () => {
  const programme = await Programme.start()
  const { ask, memberId } = await joined(programme, 'o-mei')
  expect(await growBy(programme, memberId, 2_000)).toEqual({ reached: null, isMoved: false })
  expect(dataOf(await ask('tiers.mine', {}))).toMatchObject({
    tier: null,
    growth: 2_000,
    keepText: '',
    next: null,
    ladder: [],
  })
  expect(dataOf(await ask('members.me', {})).tier).toBe(null)
  await publishLadder(programme)
  expect(dataOf(await ask('tiers.mine', {})).tier?.tierId).toBe('gold')
  expect(codeOf(await programme.member('o-stranger')('tiers.mine', {}))).toBe('not_a_member')
})

test('spending every point leaves growth and tier as they are', async () => {
  const { programme, ask, memberId, mine } = await withLadder()
  await growBy(programme, memberId, 2_000)
  const before = await mine()
  const asked = { memberId, points: -50, reason: '换礼品', operator: '小王' }
  const { requestId } = dataOf(await programme.ops()('ops.adjust', asked))
  dataOf(await programme.ops()('ops.approve', { requestId, operator: '店长' }))
  expect(dataOf(await ask('members.me', {})).points.available).toBe(0)
  expect(await mine()).toEqual(before)
})

test('an order says which tier it reached, and only then there is more to do', async () => {
  const { programme, memberId } = await withLadder()
  expect(await growBy(programme, memberId, 999)).toEqual({ reached: null, isMoved: false })
  expect(await growBy(programme, memberId, 1)).toEqual({ reached: { from: '普通会员', to: '银卡' }, isMoved: true })
  expect(await growBy(programme, memberId, 1)).toEqual({ reached: null, isMoved: false })
  expect(await growBy(programme, memberId, -2, '2026-03-10', -1)).toEqual({ reached: null, isMoved: true })
})

test('what an order makes of a tier is decided without a call beyond what is published', async () => {
  const { programme, memberId, accountNow } = await withLadder()
  const account = await accountNow()
  const work = workOn(programme)
  const order = { amountFen: 200_000, orders: 1, on: '2026-03-10', cause: 'order' } as const
  await withOrder(work, account, order)
  const closed = new Proxy(work.store, {
    get: () => () => {
      throw new Error('nothing is read')
    },
  })
  expect((await withOrder({ ...work, store: closed }, account, order)).reached?.to).toBe('金卡')
  expect((await programme.store.get(accounts, `${memberId}.1`))?.rooms.tiers).toBeUndefined()
})

describe('a change of tier', () => {
  test('is told once and entered for review once, however often it is seen to', async () => {
    const { programme, memberId, inbox, accountNow } = await withLadder()
    await growBy(programme, memberId, 1_000)
    const told = [
      '恭喜升为银卡：您已升为银卡。银卡有效期到2027年3月31日。4月1日起到那天为止消费 1,000 元或 10 单，可以再续。',
    ]
    expect(await inbox()).toEqual(told)
    const { _id } = await accountNow()
    const entered = await programme.store.get(tierReviews, _id)
    expect(entered).toMatchObject({
      member: memberId,
      dueAtMs: Date.parse('2027-04-01T00:00:00+08:00'),
      lookAtMs: Date.parse('2027-03-01T00:00:00+08:00'),
    })
    await Promise.all(Array.from({ length: 10 }, () => afterTierChange(workOn(programme), { member: memberId })))
    expect(await inbox()).toEqual(told)
    expect(await programme.store.get(tierReviews, _id)).toEqual(entered)
    expect(await programme.store.count(tierReviews, {})).toBe(1)
  })

  test('by a refund is told with until when the tier stays, and its review is brought forward', async () => {
    const { programme, memberId, mine, inbox, accountNow } = await withLadder()
    await growBy(programme, memberId, 2_000)
    programme.wait(60_000)
    await growBy(programme, memberId, -2_000, '2026-03-10', -1)
    expect(await mine()).toMatchObject({ tier: { tierId: 'gold' }, keepUntil: '2026-04-09', growth: 0, orders: 0 })
    expect((await inbox())[0]).toBe(
      '金卡保留到4月9日：退款后不再达到条件。金卡保留到4月9日：到那天为止再消费 2,000 元就能继续保留，否则改为银卡。',
    )
    expect(await programme.store.get(tierReviews, (await accountNow())._id)).toMatchObject({
      dueAtMs: Date.parse('2026-04-10T00:00:00+08:00'),
      lookAtMs: Date.parse('2026-04-10T00:00:00+08:00'),
    })
  })

  test('seen to late by one who saw an older state undoes nothing', async () => {
    const { programme, memberId, accountNow } = await withLadder()
    await growBy(programme, memberId, 1_000)
    const older = await accountNow()
    await growBy(programme, memberId, -1_000, '2026-03-10', -1)
    const entered = await programme.store.get(tierReviews, older._id)
    await scheduleReview(workOn(programme), older)
    expect(await programme.store.get(tierReviews, older._id)).toEqual(entered)
  })

  test('seen to late while a newer one is seen to gives way to it', async () => {
    const { programme, memberId, accountNow } = await withLadder()
    await growBy(programme, memberId, 1_000)
    const older = await accountNow()
    const { store, reached, release } = held(programme.store, 'tier_reviews')
    const late = scheduleReview(workOn(new Programme({ store })), older, '2027-03-31')
    await reached
    await growBy(programme, memberId, -1_000, '2026-03-10', -1)
    const entered = await programme.store.get(tierReviews, older._id)
    release()
    await late
    expect(entered).toMatchObject({ dueAtMs: Date.parse('2026-04-10T00:00:00+08:00') })
    expect(await programme.store.get(tierReviews, older._id)).toEqual(entered)
  })

  test('is whole after eight orders at once', async () => {
    const { programme, memberId, mine, inbox } = await withLadder()
    const grown = await Promise.all(Array.from({ length: 8 }, () => growBy(programme, memberId, 250)))
    expect(grown.map(({ reached }) => reached?.to ?? '').sort()).toEqual(['', '', '', '', '', '', '金卡', '银卡'])
    expect(await mine()).toMatchObject({ tier: { tierId: 'gold' }, growth: 2_000, orders: 8 })
    expect((await inbox()).map((text) => text.split('：')[0]).sort()).toContain('恭喜升为金卡')
    await assertLedgerHolds(programme)
  })
})

test('history names tiers as they are called now, and one that is gone as gone', async () => {
  const { programme, memberId, mine } = await withLadder()
  await growBy(programme, memberId, 1_000)
  await growBy(programme, memberId, 1_000)
  await publishTier(programme, 'silver', { ...LADDER.silver, name: '白银卡' })
  expect((await mine()).history.map(({ from, to }) => `${from}>${to}`)).toEqual(['白银卡>金卡', '普通会员>白银卡'])
  await retireTier(programme, 'silver')
  expect((await mine()).history.map(({ from, to }) => `${from}>${to}`)).toEqual([
    '已取消的等级>金卡',
    '普通会员>已取消的等级',
  ])
})
