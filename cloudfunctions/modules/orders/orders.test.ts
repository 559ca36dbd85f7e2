import { LADDER, publishLadder } from '../../../test/kit/ladder'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { codeOf, dataOf, type Programme } from '../../../test/kit/programme'
import { bought, buying, refunded, refunding, shopper, shopWith } from '../../../test/kit/purchases'
import { spend } from '../../../test/kit/spend'
import { publishVersion } from '../../platform/published'
import { accounts } from '../ledger/store'
import { type Order, orders } from './store'

const DAY_MS = 24 * 60 * 60_000

const pointsOf = ({ award, vestsOn }: Order) => ({
  points: award?.points,
  isHeld: award?.isHeld,
  vestsOn: award?.isHeld ? vestsOn : null,
  newTier: award?.newTier,
})

async function explained(programme: Programme, openid: string, seq: number) {
  const { sentence, formula, capped, details } = dataOf(await programme.member(openid)('points.explain', { seq }))
  return { sentence, formula, capped, details: details.map(({ label, value }) => `${label} ${value}`) }
}

describe('a purchase', () => {
  let programme: Programme
  afterEach(async () => assertLedgerHolds(programme))

  test('earns a point for each yuan, held until the return period ends', async () => {
    programme = await shopWith({ welcomePoints: 0 })
    const { ask, memberId, balance } = await shopper(programme)
    const order = await bought(programme, { memberId, amountFen: 3_650 })
    expect(pointsOf(order)).toEqual({ points: 36, isHeld: true, vestsOn: '2026-03-17', newTier: null })
    expect(await balance()).toEqual({ available: 0, pending: 36, debt: 0 })
    const { items } = dataOf(await ask('points.statement', {}))
    expect(items).toMatchObject([{ kind: 'hold', points: 36, title: '在西湖店消费 36.50 元' }])
    expect(await explained(programme, 'o-mei', 1)).toEqual({
      sentence: '每消费 1 元得 1 积分，36.50 元去掉小数得 36 积分。',
      formula: '36.50 取整 = 36',
      capped: undefined,
      details: ['门店 西湖店', '消费金额 36.50 元'],
    })
    programme.at('2026-03-16T23:59:59+08:00')
    expect(await balance()).toEqual({ available: 0, pending: 36, debt: 0 })
    programme.at('2026-03-17T00:00:00+08:00')
    expect(await balance()).toEqual({ available: 36, pending: 0, debt: 0 })
  })

  test('is in the hold from the day it was paid; when that is over, it is simply earned', async () => {
    programme = await shopWith({ welcomePoints: 0 })
    const { memberId, balance } = await shopper(programme)
    const paidAtMs = programme.nowMs
    const order = (orderNo: string, daysAgo: number) =>
      bought(programme, { memberId, orderNo, amountFen: 1_000, paidAtMs: paidAtMs - daysAgo * DAY_MS })
    expect(pointsOf(await order('A-6', 6))).toMatchObject({ isHeld: true, vestsOn: '2026-03-11' })
    expect(pointsOf(await order('A-7', 7))).toMatchObject({ isHeld: false, vestsOn: null })
    expect(await balance()).toEqual({ available: 10, pending: 10, debt: 0 })
  })

  test('at a tier earns its rate, and the order that reaches a tier is still at the one before', async () => {
    programme = await shopWith({ welcomePoints: 0, holdDays: 0 })
    await publishLadder(programme)
    const { ask, memberId } = await shopper(programme)
    const reaching = await bought(programme, { memberId, orderNo: 'A-1', amountFen: 200_000 })
    expect(pointsOf(reaching)).toMatchObject({ points: 2_000, newTier: '金卡' })
    expect(pointsOf(await bought(programme, { memberId, orderNo: 'A-2', amountFen: 3_650 }))).toMatchObject({
      points: 54,
      newTier: null,
    })
    expect(await explained(programme, 'o-mei', 2)).toMatchObject({
      sentence: '每消费 1 元得 1 积分，金卡 1.5 倍，36.50 元去掉小数得 54 积分。',
      formula: '36.50 × 1.5 取整 = 54',
      details: ['门店 西湖店', '消费金额 36.50 元', '等级倍数 金卡 1.5 倍'],
    })
    expect(dataOf(await ask('tiers.mine', {}))).toMatchObject({ tier: { name: '金卡' }, growth: 2_036, orders: 2 })
    const { items } = dataOf(await ask('inbox.list', {}))
    expect(items.filter(({ title }) => title.includes('金卡'))).toHaveLength(1)
  })

  test.each<[string, Record<string, unknown>, { amountFen: number; lines?: never[] }, string, object]>([
    [
      'below the least amount',
      { earnFromFen: 1_000 },
      { amountFen: 999 },
      '没有得积分：要消费满 10 元才有，还差 0.01 元。',
      { formula: '0' },
    ],
    ['too small for a point', {}, { amountFen: 99 }, '没有得积分：每消费 1 元得 1 积分，0.99 元不够得 1 积分。', {}],
    [
      'at a store that does not take part',
      { earnStores: ['east'] },
      { amountFen: 5_000 },
      '没有得积分：要在参加的门店消费才有。',
      {},
    ],
    [
      'of goods that earn nothing',
      { earnExcludedCategories: ['烟酒'] },
      { amountFen: 5_000, lines: [{ lineId: 'a', amountFen: 5_000, category: '烟酒' }] as never[] },
      '没有得积分：每消费 1 元得 1 积分，这一笔的商品都不得积分。',
      { details: ['门店 西湖店', '消费金额 50.00 元', '其中得积分的 0.00 元'] },
    ],
  ])('%s earns nothing, is there all the same and says why', async (_, settings, what, sentence, more) => {
    programme = await shopWith({ welcomePoints: 0, ...settings })
    const { ask, memberId, balance } = await shopper(programme)
    expect(pointsOf(await bought(programme, { memberId, ...what }))).toMatchObject({ points: 0, isHeld: false })
    expect(await balance()).toEqual({ available: 0, pending: 0, debt: 0 })
    expect(dataOf(await ask('points.statement', {})).items).toMatchObject([{ kind: 'accrual', points: 0 }])
    expect(await explained(programme, 'o-mei', 1)).toMatchObject({ sentence, ...more })
    expect(await refunded(programme, { amountFen: what.amountFen })).toEqual({ pointsTaken: 0, debt: 0, leftFen: 0 })
  })

  test('of several kinds of goods earns for those that earn, and each line has its share', async () => {
    programme = await shopWith({
      welcomePoints: 0,
      earnExcludedCategories: ['烟酒'],
      earnRate: { points: 3, perFen: 1_000 },
    })
    const { memberId } = await shopper(programme)
    const lines = [
      { lineId: 'tea', amountFen: 3_000, category: '茶' },
      { lineId: 'wine', amountFen: 5_000, category: '烟酒' },
      { lineId: 'cake', amountFen: 2_000 },
    ]
    const order = await bought(programme, { memberId, amountFen: 10_000, lines })
    expect(order.lines.map(({ lineId, points }) => [lineId, points])).toEqual([
      ['tea', 9],
      ['wine', 0],
      ['cake', 6],
    ])
    expect(await explained(programme, 'o-mei', 1)).toMatchObject({
      sentence: '每消费 10 元得 3 积分，50.00 元得 15 积分。',
      formula: '50.00 ÷ 10 × 3 = 15',
    })
  })

  test('is cut by the cap of an order and the cap of a day, and the entry says which and by how much', async () => {
    programme = await shopWith({ welcomePoints: 0, maxPointsPerOrder: 100, maxPointsPerDay: 150 })
    const { memberId, balance } = await shopper(programme)
    const earned: unknown[] = []
    for (const [orderNo, amountFen] of [
      ['A-1', 12_000],
      ['A-2', 8_000],
      ['A-3', 1_000],
    ] as const)
      earned.push((await bought(programme, { memberId, orderNo, amountFen })).award?.points)
    expect(earned).toEqual([100, 50, 0])
    expect(await explained(programme, 'o-mei', 1)).toMatchObject({
      sentence: '每消费 1 元得 1 积分，120.00 元得 120 积分；每笔消费最多得 100 积分，少得 20 积分，共 100 积分。',
      formula: '120.00 = 120，封顶后 100',
      capped: '每笔消费最多得 100 积分，少得 20 积分',
    })
    expect(await explained(programme, 'o-mei', 2)).toMatchObject({
      capped: '每人每天消费最多得 150 积分，少得 30 积分',
      details: ['门店 西湖店', '消费金额 80.00 元', '当天消费已得 100'],
    })
    expect(await explained(programme, 'o-mei', 3)).toMatchObject({
      sentence: '没有得积分：每人每天消费最多得 150 积分，少得 10 积分。',
      formula: '10.00 = 10，封顶后 0',
    })
    // Another day counts for itself, by the day of payment and not of recording.
    const yesterday = { memberId, amountFen: 9_000, paidAtMs: programme.nowMs - DAY_MS }
    expect((await bought(programme, { ...yesterday, orderNo: 'A-4' })).award?.points).toBe(90)
    expect(await balance()).toEqual({ available: 0, pending: 240, debt: 0 })
    // What is taken back may be earned again that day.
    await refunded(programme, { orderNo: 'A-2', amountFen: 8_000 })
    expect((await bought(programme, { memberId, orderNo: 'A-5', amountFen: 20_000 })).award?.points).toBe(50)
  })

  test.each([
    ['six days late, by the day of payment', 6, [60, 40, 0], 100],
    ['a week late, by the day of recording', 7, [60, 40, 0], 0],
  ])('recorded %s keeps to the cap of a day, whatever was recorded between', async (_, days, earned, today) => {
    programme = await shopWith({ welcomePoints: 0, holdDays: 0, maxPointsPerDay: 100 })
    const { memberId } = await shopper(programme)
    const paidAtMs = programme.nowMs - days * DAY_MS
    const points: unknown[] = []
    for (const orderNo of ['L-1', 'L-2', 'L-3']) {
      points.push((await bought(programme, { memberId, orderNo, amountFen: 6_000, paidAtMs })).award?.points)
      // Something else is counted in between, and with it what is over is forgotten.
      await bought(programme, { memberId, orderNo: `${orderNo}-else`, amountFen: 100, paidAtMs: paidAtMs + DAY_MS })
    }
    expect(points).toEqual(earned)
    expect((await bought(programme, { memberId, orderNo: 'now', amountFen: 10_000 })).award?.points).toBe(today)
  })

  test('bought twenty times at once under a cap of a day earns just the cap', async () => {
    programme = await shopWith({ welcomePoints: 0, maxPointsPerDay: 105 })
    const { memberId, balance } = await shopper(programme)
    const numbers = Array.from({ length: 8 }, (_, at) => `A-${at}`)
    await Promise.all(numbers.map((orderNo) => bought(programme, { memberId, orderNo, amountFen: 2_000 })))
    expect(await balance()).toEqual({ available: 0, pending: 105, debt: 0 })
  })

  test('whose names are as long as they may be still has its trace', async () => {
    programme = await shopWith({ welcomePoints: 0, maxPointsPerDay: 1_000_000, maxPointsPerOrder: 1_000_000 })
    const storeId = 's'.repeat(64)
    const body = { name: '店'.repeat(20), merchantId: 'laoshan' }
    await publishVersion(programme.store, { kind: 'stores', id: storeId, after: 0, body, nowMs: programme.nowMs })
    const [base, gold] = [LADDER.base, LADDER.gold].map((tier) => ({ ...tier, name: '卡'.repeat(8), rateBps: 99_999 }))
    if (base && gold) await publishLadder(programme, { base, gold: { ...gold, name: '金'.repeat(8) } })
    const { ask, memberId } = await shopper(programme)
    const reached = await bought(programme, { memberId, storeId, amountFen: 1_000_000_000 })
    expect(reached.award?.newTier).toBe('金'.repeat(8))
    await bought(programme, { memberId, storeId, orderNo: 'A-2', amountFen: 1_000_000_000 })
    const { items } = dataOf(await ask('points.statement', {}))
    expect(items.map(({ points }) => points)).toEqual([0, 1_000_000])
    expect(items[0]?.title).toMatch(/^在店+消费 10,000,000.00 元$/)
    expect((await explained(programme, 'o-mei', 1)).sentence).toContain('9.9999 倍')
  })
})

describe('an order number', () => {
  let programme: Programme
  let memberId = ''
  let balance: () => Promise<object>
  beforeEach(async () => {
    programme = await shopWith({ welcomePoints: 0 })
    ;({ memberId, balance } = await shopper(programme))
  })
  afterEach(async () => assertLedgerHolds(programme))

  test('reported by the counter, the hook and a file at once, each twice, is awarded once', async () => {
    const sides = (['staff', 'shop', 'import'] as const).flatMap((source) => [source, source])
    const lines = [{ lineId: 'tea', amountFen: 3_600 }]
    const found = await Promise.all(
      sides.map((source, at) =>
        bought(programme, {
          memberId,
          amountFen: 3_600,
          source,
          by: source,
          key: `key-${source}-${at % 2}`,
          ...(source === 'shop' ? { lines } : {}),
        }),
      ),
    )
    expect(new Set(found.map((order) => JSON.stringify([order._id, order.key, order.award]))).size).toBe(1)
    expect(await balance()).toEqual({ available: 0, pending: 36, debt: 0 })
    expect(await programme.store.count(orders, {})).toBe(1)
  })

  test('with other content is refused and changes nothing, also when it comes at the same moment', async () => {
    const outcomes = await Promise.all(
      [3_600, 3_601, 3_602].map((amountFen) => buying(programme, { memberId, amountFen })),
    )
    const refusals = outcomes.filter((outcome) => 'code' in outcome)
    expect(refusals).toEqual(Array(2).fill(expect.objectContaining({ code: 'order_exists_with_other_content' })))
    expect(await programme.store.count(orders, {})).toBe(1)
  })

  test('of another store is another order', async () => {
    await bought(programme, { memberId, amountFen: 3_600 })
    await bought(programme, { memberId, amountFen: 1_200, storeId: 'east' })
    expect(await balance()).toEqual({ available: 0, pending: 48, debt: 0 })
  })

  test('and a key: the same key answers the same for ever, and with another number it is refused', async () => {
    const first = await bought(programme, { memberId, amountFen: 3_600, key: 'k-1' })
    await refunded(programme, { amountFen: 3_600 })
    programme.advanceDays(200)
    const again = await bought(programme, { memberId, amountFen: 3_600, key: 'k-1' })
    expect(again.award).toEqual(first.award)
    for (const other of [{ amountFen: 3_601 }, { amountFen: 3_600, orderNo: 'A-2' }])
      expect(await buying(programme, { memberId, key: 'k-1', ...other })).toMatchObject({
        code: 'key_reused_with_other_input',
      })
    expect(await programme.store.count(orders, {})).toBe(1)
  })

  test('and a key that was answered by the order of another: sent again after a refund, nothing is bought anew', async () => {
    const purchase = { memberId, amountFen: 3_600 }
    const first = await bought(programme, { ...purchase, key: 'k-1' })
    const both = { ...purchase, key: 'k-2', source: 'staff' as const }
    await Promise.all([1, 2, 3].map(() => bought(programme, both)))
    await refunded(programme, { amountFen: 3_600 })
    expect(await bought(programme, both)).toMatchObject({ _id: first._id, award: first.award, leftFen: 0 })
    expect(await buying(programme, { ...both, amountFen: 3_601 })).toMatchObject({
      code: 'key_reused_with_other_input',
    })
    const [order] = (await programme.store.find(orders, { index: 'byStore', limit: 5 })).items
    expect(order?.repeats.map(({ key }) => key)).toEqual(['k-2'])
    expect(await programme.store.count(orders, {})).toBe(1)
    // Whoever pays now is somebody new.
    expect(await bought(programme, { ...purchase, key: 'k-3' })).toMatchObject({ round: 2 })
    expect(await bought(programme, both)).toMatchObject({ round: 1 })
    expect(await balance()).toEqual({ available: 0, pending: 36, debt: 0 })
  })

  test('paid, refunded, paid again as status flaps nets to what is paid', async () => {
    const minute = (count: number) => programme.nowMs + count * 60_000
    const paid = { memberId, amountFen: 3_600, paidAtMs: minute(0) }
    await bought(programme, paid)
    programme.nowMs += 5 * 60_000
    await refunded(programme, { amountFen: 3_600, refundNo: 'R-1' })
    // The old payment, delivered again and again.
    for (let time = 0; time < 3; time += 1) expect((await bought(programme, paid)).round).toBe(1)
    expect(await balance()).toEqual({ available: 0, pending: 0, debt: 0 })
    programme.nowMs += 5 * 60_000
    const anew = { ...paid, paidAtMs: minute(0) - 60_000 }
    const rounds = await Promise.all([1, 2, 3].map(() => bought(programme, anew)))
    expect(rounds.map(({ round }) => round)).toEqual([2, 2, 2])
    expect((await bought(programme, paid)).round).toBe(2)
    expect(await balance()).toEqual({ available: 0, pending: 36, debt: 0 })
    expect(await refunding(programme, { amountFen: 1, refundNo: 'R-1' })).toMatchObject({
      code: 'refund_exists_with_other_content',
    })
    await refunded(programme, { amountFen: 3_600, refundNo: 'R-2' })
    await refunded(programme, { amountFen: 3_600, refundNo: 'R-1' })
    expect(await balance()).toEqual({ available: 0, pending: 0, debt: 0 })
  })
})

describe('a refund', () => {
  let programme: Programme
  afterEach(async () => assertLedgerHolds(programme))

  const growthOf = async (openid: string) => {
    const { growth, orders: count } = dataOf(await programme.member(openid)('tiers.mine', {}))
    return { growth, count }
  }

  test('buy 100.00, refund 33.33 three times: points and growth end as the rule says; 0.02 is refused, 0.01 completes it', async () => {
    programme = await shopWith({ welcomePoints: 0 })
    const { memberId, balance } = await shopper(programme)
    await bought(programme, { memberId, amountFen: 10_000 })
    const steps = []
    for (const refundNo of ['R-1', 'R-2', 'R-3']) {
      const { pointsTaken, leftFen } = await refunded(programme, { amountFen: 3_333, refundNo })
      steps.push([pointsTaken, leftFen, (await balance()).pending, await growthOf('o-mei')])
    }
    expect(steps).toEqual([
      [34, 6_667, 66, { growth: 66, count: 1 }],
      [33, 3_334, 33, { growth: 33, count: 1 }],
      [33, 1, 0, { growth: 0, count: 1 }],
    ])
    expect(await refunding(programme, { amountFen: 2, refundNo: 'R-4' })).toMatchObject({
      code: 'refund_exceeds_order',
      params: { leftFen: 1 },
    })
    expect(await refunded(programme, { amountFen: 1, refundNo: 'R-4' })).toEqual({
      pointsTaken: 0,
      debt: 0,
      leftFen: 0,
    })
    expect(await balance()).toEqual({ available: 0, pending: 0, debt: 0 })
    expect(await growthOf('o-mei')).toEqual({ growth: 0, count: 0 })
  })

  test('is in the statement, and says what it took and why', async () => {
    programme = await shopWith({ welcomePoints: 0 })
    const { ask, memberId } = await shopper(programme)
    await bought(programme, { memberId, amountFen: 10_000 })
    await refunded(programme, { amountFen: 3_333 })
    const [entry] = dataOf(await ask('points.statement', {})).items
    expect(entry).toMatchObject({ kind: 'clawback', points: -34, title: '在西湖店退款 33.33 元' })
    expect(await explained(programme, 'o-mei', 2)).toEqual({
      sentence: '退款 33.33 元，这一笔还剩 66.67 元，按剩下的比例保留积分，收回 34 积分。',
      formula: '-34',
      capped: undefined,
      details: ['门店 西湖店', '消费金额 100.00 元', '退款 33.33 元', '还剩 66.67 元'],
    })
  })

  test('asked for at once by its number and by its key, from all sides, is done once', async () => {
    programme = await shopWith({ welcomePoints: 0 })
    const { memberId, balance } = await shopper(programme)
    await bought(programme, { memberId, amountFen: 10_000 })
    const keys = ['k-1', 'k-1', 'k-2', 'k-3']
    const done = await Promise.all(keys.map((key) => refunded(programme, { amountFen: 2_500, key })))
    expect(done).toEqual(Array(4).fill({ pointsTaken: 25, debt: 0, leftFen: 7_500 }))
    expect(await balance()).toEqual({ available: 0, pending: 75, debt: 0 })
    // Each of these keys has been used, whichever of them it was that took the points.
    for (const key of keys)
      for (const other of [
        { amountFen: 2_500, refundNo: 'R-2' },
        { amountFen: 2_500, orderNo: 'A-9' },
      ])
        expect(await refunding(programme, { ...other, key })).toMatchObject({ code: 'key_reused_with_other_input' })
    expect(await refunding(programme, { amountFen: 2_501 })).toMatchObject({ code: 'refund_exists_with_other_content' })
    await bought(programme, { memberId, orderNo: 'A-2', amountFen: 2_500 })
    expect(await refunding(programme, { orderNo: 'A-2', amountFen: 2_500, key: 'k-1' })).toMatchObject({
      code: 'key_reused_with_other_input',
    })
  })

  test('of many at once never exceeds the order', async () => {
    programme = await shopWith({ welcomePoints: 0 })
    const { memberId, balance } = await shopper(programme)
    await bought(programme, { memberId, amountFen: 10_000 })
    const asked = Array.from({ length: 6 }, (_, at) => refunding(programme, { amountFen: 3_000, refundNo: `R-${at}` }))
    const outcomes = await Promise.all(asked)
    expect(outcomes.filter((outcome) => 'refund' in outcome)).toHaveLength(3)
    expect(outcomes.filter((outcome) => 'code' in outcome)).toEqual(
      Array(3).fill(expect.objectContaining({ code: 'refund_exceeds_order', params: { leftFen: 1_000 } })),
    )
    expect(await balance()).toEqual({ available: 0, pending: 10, debt: 0 })
  })

  test('before its order, or at another store, is of no order', async () => {
    programme = await shopWith()
    const { memberId } = await shopper(programme)
    expect(await refunding(programme, { amountFen: 1 })).toMatchObject({ code: 'no_such_order' })
    await bought(programme, { memberId, amountFen: 10_000 })
    expect(await refunding(programme, { amountFen: 1, storeId: 'east' })).toMatchObject({ code: 'no_such_order' })
  })

  test.each([
    ['allow_debt', { pointsTaken: 100, debt: 60, leftFen: 0 }, { available: 0, pending: 0, debt: 60 }],
    ['within_balance', { pointsTaken: 40, debt: 0, leftFen: 0 }, { available: 0, pending: 0, debt: 0 }],
    ['pending_only', { pointsTaken: 0, debt: 0, leftFen: 0 }, { available: 40, pending: 0, debt: 0 }],
  ])(
    'of points that are spent follows the policy %s, and answers the same later',
    async (clawbackPolicy, answer, left) => {
      programme = await shopWith({ welcomePoints: 0, holdDays: 0, clawbackPolicy })
      const { memberId, balance } = await shopper(programme)
      await bought(programme, { memberId, amountFen: 10_000 })
      expect(await spend(programme, memberId, 60, 's-1')).toBe('spent')
      expect(await refunded(programme, { amountFen: 10_000 })).toEqual(answer)
      expect(await balance()).toEqual(left)
      await bought(programme, { memberId, orderNo: 'A-2', amountFen: 50_000 })
      expect(await refunded(programme, { amountFen: 10_000 })).toEqual(answer)
    },
  )

  test('of the order that made the tier: the tier stays and the growth goes, and spending never lowers it', async () => {
    programme = await shopWith({ welcomePoints: 0, holdDays: 0 })
    await publishLadder(programme)
    const { ask, memberId } = await shopper(programme)
    await bought(programme, { memberId, amountFen: 200_000 })
    expect(await spend(programme, memberId, 2_000, 's-1')).toBe('spent')
    expect(dataOf(await ask('tiers.mine', {}))).toMatchObject({ tier: { name: '金卡' }, growth: 2_000 })
    await refunded(programme, { amountFen: 200_000 })
    expect(dataOf(await ask('tiers.mine', {}))).toMatchObject({ tier: { name: '金卡' }, growth: 0, orders: 0 })
    programme.advanceDays(60)
    await programme.tick()
    expect(dataOf(await ask('tiers.mine', {})).tier?.name).not.toBe('金卡')
  })
})

test('an account that a hand has touched keeps the order open; put right, the sweeper awards it', async () => {
  const programme = await shopWith({ welcomePoints: 0 })
  const { memberId, balance } = await shopper(programme)
  const account = `${memberId}.1`
  await programme.store.update(accounts, { _id: account }, { set: { available: 9_999 } })
  expect(await buying(programme, { memberId, amountFen: 3_600 })).toMatchObject({ code: 'account_frozen' })
  programme.nowMs += 200_000
  await programme.tick()
  await programme.store.update(accounts, { _id: account }, { set: { available: 0 } })
  programme.nowMs += 60_000
  await programme.tick()
  expect(await balance()).toEqual({ available: 0, pending: 36, debt: 0 })
  await assertLedgerHolds(programme)
})

test('a refund of somebody who was merged into another member is taken there, with growth; what they bought after that is their own', async () => {
  const programme = await shopWith({ welcomePoints: 0 })
  const [old, now] = [await shopper(programme, 'o-old'), await shopper(programme, 'o-now')]
  await bought(programme, { memberId: old.memberId, amountFen: 10_000 })
  programme.nowMs += 60_000
  const merge = { from: old.memberId, into: now.memberId, reason: '换了微信号', operator: '小王' }
  dataOf(await programme.ops()('ops.merge-members', merge))
  expect([await old.balance(), await now.balance()]).toMatchObject([{ pending: 0 }, { pending: 100 }])
  programme.nowMs += 60_000
  await bought(programme, { memberId: old.memberId, orderNo: 'A-2', amountFen: 5_000 })
  expect(await refunded(programme, { amountFen: 4_000 })).toEqual({ pointsTaken: 40, debt: 0, leftFen: 6_000 })
  expect(await refunded(programme, { orderNo: 'A-2', amountFen: 1_000 })).toMatchObject({ pointsTaken: 10 })
  expect([await old.balance(), await now.balance()]).toEqual([
    { available: 0, pending: 40, debt: 0 },
    { available: 0, pending: 60, debt: 0 },
  ])
  const growth = async ({ ask }: typeof old) => dataOf(await ask('tiers.mine', {})).growth
  expect([await growth(old), await growth(now)]).toEqual([40, 60])
  await assertLedgerHolds(programme)
})

test('nobody asks for a list with a cursor that is none', async () => {
  const programme = await shopWith()
  const { ask, memberId } = await shopper(programme)
  await bought(programme, { memberId, amountFen: 3_600 })
  expect(codeOf(await ask('orders.list', { cursor: 'x' }))).toBe('invalid_input')
  expect(dataOf(await ask('orders.list', {}))).toEqual({
    items: [
      {
        orderNo: 'A-1',
        storeName: '西湖店',
        amountFen: 3_600,
        refundedFen: 0,
        state: 'paid',
        points: 36,
        vestsOn: '2026-03-17',
        atMs: programme.nowMs,
        seq: 2,
      },
    ],
    next: null,
  })
})
