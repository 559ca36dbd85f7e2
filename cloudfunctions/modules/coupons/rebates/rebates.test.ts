import { editSettings } from '../../../../test/kit/by-hand'
import { claimed, codeShown, publishTemplate } from '../../../../test/kit/coupons'
import { cutStore } from '../../../../test/kit/cut-store'
import { endedAtEachCall } from '../../../../test/kit/each-cut'
import { held } from '../../../../test/kit/held-store'
import { type Ask, codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { bought, refunded, refunding, shopWith } from '../../../../test/kit/purchases'
import { hire } from '../../../../test/kit/stores'
import { workOn } from '../../../../test/kit/work-on'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import type { Store } from '../../../platform/store'
import { coupons } from '../store'
import { rebates } from './store'

const RULE = { templateId: 'rebate', bps: 500, fromFen: 10_000, mostFen: 2_000 }

/** A shop that gives back five percent from a hundred yuan on, and a member. */
async function shop({
  aboveFen = 0,
  rule = RULE,
  store,
}: {
  aboveFen?: number
  rule?: object | null
  store?: Store
} = {}) {
  const programme = await shopWith({ rebateRule: rule, rebateApprovalAboveFen: aboveFen }, store ? { store } : {})
  await publishTemplate(programme, 'rebate', {
    title: '返券',
    discountFen: 1,
    claimable: false,
    validity: { days: 60 },
  })
  const { ask, memberId } = await joined(programme, 'o-mei')
  const ops = programme.ops()
  const waiting = async () => dataOf(await ops('ops.rebates', {})).items
  const approve = (rebateId: string, operator = '店长', key?: string) =>
    ops('ops.approve-rebate', { rebateId, operator }, key)
  const buy = (amountFen: number, orderNo = 'A-1') => bought(programme, { memberId, amountFen, orderNo })
  const states = async () =>
    (await programme.store.aggregate(coupons, { groupBy: ['state'], sums: [], limit: 9 })).map(
      ({ key, count }) => `${count} ${key.state}`,
    )
  return { programme, ask, memberId, ops, waiting, approve, buy, states }
}

const had = async (ask: Ask) =>
  dataOf(await ask('coupons.wallet', { state: 'usable' })).items.map(({ benefit, channel }) => `${benefit}，${channel}`)

describe('by the rule', () => {
  test('an order earns its share, which waits for somebody and is approved once', async () => {
    const { ask, waiting, approve, buy, states, ops } = await shop()
    await buy(20_020)
    expect(await had(ask)).toEqual([])
    const [rebate] = await waiting()
    expect(rebate).toMatchObject({
      amountFen: 1_001,
      order: 'west|A-1|1',
      operator: '',
      reason: '消费返券',
      state: 'waiting',
    })
    const rebateId = rebate?.rebateId ?? ''
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, nth) => approve(rebateId, `店长${nth}`, `k-${nth}`)),
    )
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    expect(replies.filter((reply) => !reply.ok && reply.code === 'already_decided')).toHaveLength(9)
    expect(await had(ask)).toEqual(['抵 10.01 元，消费返券'])
    expect(await states()).toEqual(['1 claimed'])
    const nth = replies.findIndex(({ ok }) => ok)
    expect(dataOf(await approve(rebateId, `店长${nth}`, `k-${nth}`))).toEqual(dataOf(replies[nth] as never))
    expect(codeOf(await approve(rebateId, '别人', `k-${nth}`))).toBe('key_reused_with_other_input')
    expect(codeOf(await ops('ops.reject-rebate', { rebateId, reason: '不', operator: '店长' }))).toBe('already_decided')
    expect(await waiting()).toEqual([])
    const inbox = dataOf(await ask('inbox.list', {})).items.map(({ title, text }) => `${title}：${text}`)
    expect(inbox).toEqual(['返券到账：10.01 元代金券已放进您的卡包：消费返券。'])
  })

  test('a small one needs nobody; below the amount there is none, and never more than the cap', async () => {
    const { ask, waiting, buy } = await shop({ aboveFen: 1_000 })
    await buy(9_999, 'A-1')
    await buy(20_019, 'A-2')
    await buy(90_000, 'A-3')
    expect(await had(ask)).toEqual(['抵 10 元，消费返券'])
    expect((await waiting()).map(({ amountFen }) => amountFen)).toEqual([2_000])
  })

  test.each<[string, object | null]>([
    ['no rule', null],
    ['a rule of a template that is not there', { ...RULE, templateId: 'gone' }],
    ['a rule of a template that has a stock', { ...RULE, templateId: 'stocked' }],
    ['a rule of a template for something else', { ...RULE, templateId: 'percent' }],
  ])('with %s nothing is given back', async (_, rule) => {
    const { programme, buy, waiting } = await shop({ rule, aboveFen: 1_000_000 })
    await publishTemplate(programme, 'stocked', { stock: 5 })
    await publishTemplate(programme, 'percent', { kind: 'percent', discountFen: undefined, percentOff: 5, capFen: 500 })
    await buy(20_000)
    expect(await waiting()).toEqual([])
    expect(await programme.store.count(rebates, {})).toBe(0)
  })

  test.each([
    ['none, and finished under one', null, RULE, []],
    ['one, and finished under a smaller one', RULE, { ...RULE, bps: 100 }, ['抵 10 元，消费返券']],
    ['one, and finished under none', RULE, null, ['抵 10 元，消费返券']],
  ])('recorded under %s, an order goes by the first', async (_, rule, later, should) => {
    const cut = cutStore(new MemoryStore())
    const { programme, ask, buy } = await shop({ rule, aboveFen: 10_000, store: cut.store })
    // The order and its points are written, and nobody was told of it yet.
    cut.cutAfter(2)
    await expect(buy(20_000)).rejects.toThrow('ended here')
    cut.goOn()
    // More often than an instance looks back for what counted at a moment.
    for (let attributionDays = 1; attributionDays < 10; attributionDays += 1) {
      await editSettings(programme, { rebateRule: later, attributionDays })
      dataOf(await programme.ops()('ops.publish', { kind: 'settings', id: 'programme' }))
    }
    programme.wait(2 * 60_000)
    await programme.tick()
    expect(await had(ask)).toEqual(should)
  })

  test('purchases of the past that are imported earn none', async () => {
    const { programme, memberId, waiting } = await shop()
    await bought(programme, { memberId, amountFen: 20_000, source: 'import' })
    expect(await waiting()).toEqual([])
  })

  test('what waits goes by what is left of the order, and is void when nothing is', async () => {
    const { programme, buy, waiting, approve, ops } = await shop()
    await buy(40_000)
    await refunded(programme, { amountFen: 10_000, refundNo: 'R-1' })
    expect((await waiting()).map(({ amountFen }) => amountFen)).toEqual([1_500])
    // Eighty yuan are left: less than the rule asks for.
    await refunded(programme, { amountFen: 22_000, refundNo: 'R-2' })
    expect(await waiting()).toEqual([])
    const [rebate] = dataOf(await ops('ops.rebates', { state: 'void' })).items
    expect(await approve(rebate?.rebateId ?? '')).toMatchObject({ code: 'already_decided', params: { state: 'void' } })
  })

  test('what was issued stays while anything of the order stands; with the last of it what is unspent goes back', async () => {
    const { programme, ask, buy, states } = await shop({ aboveFen: 10_000 })
    await buy(20_000)
    await refunded(programme, { amountFen: 19_999, refundNo: 'R-1' })
    expect(await had(ask)).toEqual(['抵 10 元，消费返券'])
    await refunded(programme, { amountFen: 1, refundNo: 'R-2' })
    expect(await had(ask)).toEqual([])
    expect(await states()).toEqual(['1 withdrawn'])
  })

  test('what was spent is spent', async () => {
    const { programme, ask, buy, states } = await shop({ aboveFen: 10_000 })
    const clerk = await hire(programme, 'o-clerk', { storeId: 'west' })
    await buy(20_000)
    const [coupon] = dataOf(await ask('coupons.wallet', { state: 'usable' })).items
    const code = await codeShown(ask, coupon?.couponId ?? '')
    dataOf(await clerk('coupons.verify', { storeId: 'west', code, orderNo: 'A-9', amountFen: 5_000 }))
    await refunded(programme, { amountFen: 20_000 })
    expect(await states()).toEqual(['1 used'])
  })

  test('an approval that is still under way when the order is refunded issues nothing after it', async () => {
    const { programme, ask, buy, waiting, states } = await shop()
    await buy(20_000)
    const rebateId = (await waiting())[0]?.rebateId ?? ''
    const slow = held(programme.store, 'coupons', { call: 'insert' })
    const dying = programme.another({ store: slow.store })
    const approving = dying.ops()('ops.approve-rebate', { rebateId, operator: '店长' })
    await slow.reached
    await refunded(programme, { amountFen: 20_000 })
    slow.release()
    await approving
    expect(await had(ask)).toEqual([])
    expect(await states()).toEqual(['1 tombstone'])
    expect(dataOf(await ask('inbox.list', {})).items).toEqual([])
  })

  test('edited between looking and deciding, it is decided as it is', async () => {
    const { programme, ask, buy, waiting } = await shop()
    await buy(40_000)
    const rebateId = (await waiting())[0]?.rebateId ?? ''
    const slow = held(programme.store, 'rebates')
    const dying = new Programme({ store: slow.store })
    const approving = dying.ops()('ops.approve-rebate', { rebateId, operator: '店长' })
    await slow.reached
    await refunded(programme, { amountFen: 20_000, refundNo: 'R-1' })
    slow.release()
    expect(dataOf(await approving)).toMatchObject({ amountFen: 1_000 })
    expect(await had(ask)).toEqual(['抵 10 元，消费返券'])
  })
})

test('approved while a part of its order is being refunded, it stays what was approved', async () => {
  const { programme, ask, buy, waiting, approve } = await shop()
  await buy(40_000)
  const rebateId = (await waiting())[0]?.rebateId ?? ''
  const slow = held(programme.store, 'rebates')
  const dying = programme.another({ store: slow.store })
  const refund = { amountFen: 20_000, refundNo: 'R-1' }
  const refunds = refunding(programme, refund, workOn(dying))
  await slow.reached
  dataOf(await approve(rebateId))
  slow.release()
  await refunds
  expect(await had(ask)).toEqual(['抵 20 元，消费返券'])
  expect(await programme.store.get(rebates, rebateId)).toMatchObject({ state: 'approved', amountFen: 2_000 })
})

test('of two refunds the first is told last, by a slow function: what waits does not grow again', async () => {
  const { programme, buy, waiting } = await shop()
  await buy(40_000)
  const slow = held(programme.store, 'rebates', { call: 'get' })
  const other = programme.another({ store: slow.store })
  const first = refunding(programme, { amountFen: 10_000, refundNo: 'R-1' }, workOn(other))
  await slow.reached
  await refunded(programme, { amountFen: 10_000, refundNo: 'R-2' })
  slow.release()
  await first
  expect((await waiting()).map(({ amountFen }) => amountFen)).toEqual([1_000])
})

test('void in the very moment in which a slow function still settles its approval: what was issued goes back', async () => {
  const { programme, memberId, buy, states } = await shop({ aboveFen: 10_000 })
  const slow = held(programme.store, rebates.name)
  const order = { memberId, amountFen: 20_000, orderNo: 'A-1' }
  const buying = bought(programme.another(slow), order)
  await slow.reached
  // Sent again it is settled meanwhile, and then refunded by a function that never comes to the coupon.
  await buy(order.amountFen)
  const endless = held(programme.store, coupons.name)
  void refunding(programme.another(endless), order)
  await endless.reached
  slow.release()
  await buying
  programme.wait(120_000)
  await programme.tick()
  expect(await states()).toEqual(['1 withdrawn'])
})

describe('by an operator', () => {
  const asked = (memberId: string, given: object = {}) => ({
    memberId,
    templateId: 'rebate',
    amountFen: 800,
    reason: '退货补偿',
    operator: '小王',
    ...given,
  })

  test('another operator approves it; asked with one key it is one', async () => {
    const { ask, memberId, ops, approve, waiting } = await shop()
    const send = () => ops('ops.rebate', asked(memberId), 'r-1')
    const replies = await Promise.all(Array.from({ length: 5 }, send))
    expect(new Set(replies.map((reply) => JSON.stringify(dataOf(reply)))).size).toBe(1)
    const { rebateId } = dataOf(await send())
    expect(await waiting()).toHaveLength(1)
    expect(codeOf(await ops('ops.rebate', asked(memberId, { amountFen: 900 }), 'r-1'))).toBe(
      'key_reused_with_other_input',
    )
    for (const operator of ['小王', ' 小王'.trim(), '小　王'])
      expect(codeOf(await approve(rebateId, operator))).toBe('same_operator')
    const done = dataOf(await approve(rebateId))
    expect(done).toEqual({ rebateId, memberId, amountFen: 800, couponId: expect.stringMatching(/^[0-9a-f]{32}$/) })
    expect(await had(ask)).toEqual(['抵 8 元，消费返券'])
    expect(dataOf(await send())).toEqual({ rebateId, state: 'waiting' })
  })

  test('small enough it is given at once, and rejected it is not given', async () => {
    const { ask, memberId, ops, approve } = await shop({ aboveFen: 800 })
    expect(dataOf(await ops('ops.rebate', asked(memberId))).state).toBe('approved')
    expect(await had(ask)).toEqual(['抵 8 元，消费返券'])
    const { rebateId } = dataOf(await ops('ops.rebate', asked(memberId, { amountFen: 801 })))
    const reject = () => ops('ops.reject-rebate', { rebateId, reason: '重复', operator: '小王' }, 'x-1')
    expect(dataOf(await reject())).toEqual({ rebateId, state: 'rejected' })
    expect(dataOf(await reject())).toEqual({ rebateId, state: 'rejected' })
    expect(codeOf(await approve(rebateId))).toBe('already_decided')
    expect(await had(ask)).toHaveLength(1)
  })

  test('refuses strangers, templates that are not fit, and what is not there', async () => {
    const { programme, memberId, ops, approve } = await shop()
    await publishTemplate(programme, 'stocked', { stock: 5 })
    expect(codeOf(await ops('ops.rebate', asked('nobody')))).toBe('no_such_member')
    expect(codeOf(await ops('ops.rebate', asked(memberId, { templateId: 'gone' })))).toBe('no_such_template')
    expect(codeOf(await ops('ops.rebate', asked(memberId, { templateId: 'stocked' })))).toBe('template_not_fit')
    for (const amountFen of [0, -1, 0.5, 1_000_001])
      expect(await ops('ops.rebate', asked(memberId, { amountFen }))).toMatchObject({
        params: { path: 'input.amountFen' },
      })
    expect(codeOf(await approve('none'))).toBe('no_such_rebate')
  })
})

test('an approval is whole in the end, wherever the function ends', async () => {
  const calls = await endedAtEachCall(
    async () => new MemoryStore(),
    async (store, clean) => {
      const { programme, buy, waiting, approve, states, ask } = await shop({ store: clean })
      await buy(20_000)
      const rebateId = (await waiting())[0]?.rebateId ?? ''
      const dying = programme.another({ store })
      return {
        run: () => dying.ops()('ops.approve-rebate', { rebateId, operator: '店长' }, 'k-1'),
        goOn: async () => {
          programme.wait(120_000)
          await programme.tick()
          dataOf(await approve(rebateId, '店长', 'k-1'))
        },
        check: async () => {
          expect(await states()).toEqual(['1 claimed'])
          expect(await had(ask)).toEqual(['抵 10 元，消费返券'])
          expect((await clean.get(rebates, rebateId))?.openSinceMs).toBeNull()
        },
      }
    },
  )
  expect(calls).toBeGreaterThanOrEqual(6)
})

test('a member who claims coupons as well has both, each with its own channel', async () => {
  const { programme, ask, buy } = await shop({ aboveFen: 10_000 })
  await publishTemplate(programme, 'five')
  await claimed(ask, 'five')
  await buy(20_000)
  expect((await had(ask)).sort()).toEqual(['抵 10 元，消费返券', '抵 5 元，自己领取'])
  expect(workOn(programme).today).toBe('2026-03-10')
})
