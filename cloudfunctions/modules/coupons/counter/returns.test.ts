import { claimed, codeShown, publishTemplate, type TemplateDraft } from '../../../../test/kit/coupons'
import { endedAtEachCall } from '../../../../test/kit/each-cut'
import { dataOf, joined } from '../../../../test/kit/programme'
import { bought, refunded, refunding, shopWith } from '../../../../test/kit/purchases'
import { hire } from '../../../../test/kit/stores'
import { workOn } from '../../../../test/kit/work-on'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import type { Store } from '../../../platform/store'
import { orders } from '../../orders'
import { coupons } from '../store'
import { returnCoupons } from './returns'

const storeId = 'west'
const ENDS_TODAY = { validity: { fromDate: '2026-03-01', untilDate: '2026-03-10' } }

/** A member who has used a five-yuan coupon for an order of thirty yuan, and what they paid of it is recorded. */
async function paid({
  settings = {},
  template = {},
  store,
}: {
  settings?: Record<string, unknown>
  template?: TemplateDraft
  store?: Store
} = {}) {
  const programme = await shopWith(settings, store ? { store } : {})
  const clerk = await hire(programme, 'o-clerk', { storeId })
  const { ask, memberId } = await joined(programme, 'o-mei')
  await publishTemplate(programme, 'five', template)
  const use = async (couponId: string, orderNo = 'A-1') =>
    dataOf(await clerk('coupons.verify', { storeId, code: await codeShown(ask, couponId), orderNo, amountFen: 3_000 }))
  const couponId = await claimed(ask, 'five')
  const { payableFen } = await use(couponId)
  await bought(programme, { memberId, amountFen: payableFen, storeId })
  const usable = async () => dataOf(await ask('coupons.wallet', { state: 'usable' })).items
  const days = async () => (await usable()).map(({ usableUntil }) => usableUntil)
  return { programme, clerk, ask, memberId, couponId, use, usable, days }
}

test('a full refund gives the coupon back, with its terms and its last day, and tells the member', async () => {
  const { programme, ask, days, usable } = await paid()
  expect(await days()).toEqual([])
  const { couponReturned } = await refunded(programme, { amountFen: 2_500, storeId })
  expect(await days()).toEqual(['2026-04-09'])
  expect(couponReturned).toEqual([{ couponId: (await usable())[0]?.couponId, title: '五元券' }])
  expect((await usable())[0]).toMatchObject({ title: '五元券', benefit: '抵 5 元', channel: '自己领取' })
  const inbox = dataOf(await ask('inbox.list', {})).items.map(({ title, text }) => `${title}：${text}`)
  expect(inbox).toEqual(['退款后券退回了：“五元券”已退回您的卡包，有效期到2026年4月9日。'])
})

test('a partial refund gives nothing back; the one that leaves nothing does, once, and tells the counter so for ever', async () => {
  const { programme, clerk, days } = await paid()
  const refund = async (refundNo: string, amountFen: number) =>
    dataOf(await clerk('orders.refund', { storeId, orderNo: 'A-1', refundNo, amountFen }, refundNo))
  const partial = await refund('R-1', 1_000)
  expect(partial).toEqual({ pointsTaken: 10, debt: 0, leftFen: 1_500 })
  expect(await days()).toEqual([])
  const rest = await refund('R-2', 1_500)
  expect(rest).toMatchObject({ leftFen: 0, couponReturned: [{ title: '五元券' }] })
  expect(await days()).toEqual(['2026-04-09'])
  programme.nowMs += 120_000
  await programme.tick()
  expect([await refund('R-1', 1_000), await refund('R-2', 1_500)]).toEqual([partial, rest])
  expect(await days()).toEqual(['2026-04-09'])
})

test('an order that is undone gives it back as well', async () => {
  const { programme, days } = await paid()
  const boss = await hire(programme, 'o-boss', { storeId, role: 'manager' })
  const undone = dataOf(await boss('orders.undo', { storeId, orderNo: 'A-1' }))
  expect(undone.couponReturned).toMatchObject([{ title: '五元券' }])
  expect(await days()).toEqual(['2026-04-09'])
})

test.each([
  [7, '2026-03-27'],
  [1, '2026-03-21'],
])('one that has ended meanwhile counts %i days more', async (couponReturnDays, last) => {
  const { programme, days } = await paid({ settings: { couponReturnDays }, template: ENDS_TODAY })
  programme.at('2026-03-20T10:00:00+08:00')
  await refunded(programme, { amountFen: 2_500, storeId })
  expect(await days()).toEqual([last])
  programme.at(`${last}T23:59:59+08:00`)
  expect(await days()).toEqual([last])
  programme.nowMs += 1_000
  expect(await days()).toEqual([])
})

test('one that has ended stays used where no days are given to it; what the settings were when it was used counts', async () => {
  const { programme, ask, days } = await paid({ settings: { couponReturnDays: 0 }, template: ENDS_TODAY })
  programme.at('2026-03-11T00:00:00+08:00')
  await refunded(programme, { amountFen: 2_500, storeId })
  expect(await days()).toEqual([])
  expect(dataOf(await ask('coupons.wallet', { state: 'used' })).items).toHaveLength(1)
  expect(dataOf(await ask('coupons.wallet', {})).refundText).toBe(
    '整单退款后，用掉的券退回，退回时已经到期的不退；部分退款不退券',
  )
})

test('in the last second of its days it is not ended yet', async () => {
  const { programme, days } = await paid({ settings: { couponReturnDays: 0 }, template: ENDS_TODAY })
  programme.at('2026-03-10T23:59:59.999+08:00')
  await refunded(programme, { amountFen: 2_500, storeId })
  expect(await days()).toEqual(['2026-03-10'])
})

test('a number that is paid anew takes the coupon again, and the old refund gives back nothing of it', async () => {
  const { programme, memberId, use, usable, days } = await paid()
  await refunded(programme, { amountFen: 2_500, storeId })
  programme.nowMs += 60_000
  const [back] = await usable()
  expect(await use(back?.couponId ?? '')).toMatchObject({ discountFen: 500, payableFen: 2_500 })
  await bought(programme, { memberId, amountFen: 2_500, storeId })
  // Told again of the first, as a sweeper may.
  const first = await programme.store.get(orders, `${storeId}|A-1|1`)
  if (!first) throw new Error('no order')
  await returnCoupons(workOn(programme), { order: first, refund: first.refunds[0] ?? null, account: null })
  expect(await days()).toEqual([])
  // What came back with the first refund has nothing to do with the second.
  const { couponReturned } = await refunded(programme, { amountFen: 2_500, storeId, refundNo: 'R-2' })
  expect(await days()).toEqual(['2026-04-09'])
  expect(couponReturned).toEqual((await usable()).map(({ couponId, title }) => ({ couponId, title })))
})

test('all coupons of the order come back, and of no other order', async () => {
  const { programme, ask, use, memberId, usable } = await paid({ template: { limitPerMember: 3 } })
  await publishTemplate(programme, 'fee', { title: '运费券', kind: 'delivery', categories: ['order'] })
  await use(await claimed(ask, 'five'), 'A-2')
  await bought(programme, { memberId, amountFen: 2_500, storeId, orderNo: 'A-2' })
  await refunded(programme, { amountFen: 2_500, storeId, orderNo: 'A-2' })
  expect(await usable()).toHaveLength(1)
  expect(await programme.store.count(coupons, { state: 'used' })).toBe(1)
})

test('the refund and what it gives back are whole in the end, wherever the function ends', async () => {
  const calls = await endedAtEachCall(
    async () => new MemoryStore(),
    async (store, clean) => {
      const { programme, days } = await paid({ store: clean })
      const dying = programme.another({ store })
      return {
        run: () => refunding(programme, { amountFen: 2_500, storeId, key: 'r-1' }, workOn(dying)),
        goOn: async () => {
          const { couponReturned } = await refunded(programme, { amountFen: 2_500, storeId, key: 'r-1' })
          expect(couponReturned).toMatchObject([{ title: '五元券' }])
        },
        check: async () => {
          expect(await days()).toEqual(['2026-04-09'])
          expect(await clean.count(coupons, { state: 'returned' })).toBe(1)
          expect(await clean.count(coupons, { state: 'claimed' })).toBe(1)
        },
      }
    },
  )
  expect(calls).toBeGreaterThanOrEqual(8)
})
