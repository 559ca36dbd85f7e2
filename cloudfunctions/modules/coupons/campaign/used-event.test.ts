import { publishCampaign } from '../../../../test/kit/campaigns'
import { claimed, codeShown, publishTemplate } from '../../../../test/kit/coupons'
import { endedAtEachCall } from '../../../../test/kit/each-cut'
import { held } from '../../../../test/kit/held-store'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { dataOf, joined, type Programme } from '../../../../test/kit/programme'
import { bought, refunded, refunding, shopWith } from '../../../../test/kit/purchases'
import { hire } from '../../../../test/kit/stores'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { ruleEvents } from '../../rules/happened'
import { coupons } from '../store'

const storeId = 'west'

async function shop(options: { store?: MemoryStore; isListening?: boolean } = {}) {
  const { isListening = true, ...given } = options
  const programme = await shopWith({ welcomePoints: 0, earnFromFen: 99_999_999 }, given)
  await publishTemplate(programme, 'five')
  await publishTemplate(programme, 'six')
  const rule = {
    when: 'coupon_used',
    conditions: [{ code: 'of_template', templates: ['five'] }],
    effects: [{ code: 'points_fixed', points: 4, for: '用券礼' }],
  }
  if (isListening) await publishCampaign(programme, 'tickets', { rules: [rule] })
  const clerk = await hire(programme, 'o-clerk', { storeId })
  const { ask, memberId } = await joined(programme, 'o-mei')
  const code = async (template = 'five') => codeShown(ask, await claimed(ask, template))
  const available = async () => dataOf(await ask('members.me', {})).points.available
  const use = (shown: string, orderNo: string, key?: string) =>
    clerk('coupons.verify', { storeId, code: shown, orderNo, amountFen: 2_500 }, key)
  return { programme, clerk, ask, memberId, code, use, available }
}

test('a coupon that is used is told once, however often the command comes', async () => {
  const { programme, code, use, available } = await shop()
  const shown = await code()
  await Promise.all(Array.from({ length: 5 }, () => use(shown, 'A-1', 'k-1')))
  dataOf(await use(shown, 'A-1', 'k-1'))
  expect(await available()).toBe(4)
  dataOf(await use(await code('six'), 'A-2'))
  expect(await available()).toBe(4)
  const [event] = (await programme.store.find(ruleEvents, { index: 'byOpen', limit: 5 })).items
  expect(event?.facts).toEqual({
    template: 'five',
    title: '五元券',
    discountFen: 500,
    store: 'west',
    storeName: '西湖店',
  })
  await assertLedgerHolds(programme)
})

test('undone and used again, or refunded and used again, it is still the same coupon', async () => {
  const { programme, clerk, ask, memberId, code, use, available } = await shop()
  const first = dataOf(await use(await code(), 'A-1'))
  dataOf(await clerk('coupons.unverify', { storeId, couponId: first.couponId, reason: '选错了' }))
  const again = async () => {
    const [item] = dataOf(await ask('coupons.wallet', { state: 'usable' })).items
    return codeShown(ask, item?.couponId ?? '')
  }
  dataOf(await use(await again(), 'A-2'))
  await bought(programme, { memberId, amountFen: 2_000, orderNo: 'A-2' })
  await refunded(programme, { amountFen: 2_000, orderNo: 'A-2' })
  dataOf(await use(await again(), 'A-3'))
  expect(await available()).toBe(4)
})

test('while nobody listens nothing is left open, and nothing is told later', async () => {
  const { programme, code, use, available } = await shop({ isListening: false })
  dataOf(await use(await code(), 'A-1'))
  expect((await programme.store.find(coupons, { index: 'byOpen', range: { from: 0 }, limit: 5 })).items).toEqual([])
  await publishCampaign(programme, 'tickets', {
    rules: [{ when: 'coupon_used', effects: [{ code: 'points_fixed', points: 4, for: '用券礼' }] }],
  })
  programme.nowMs += 120_000
  await programme.tick()
  expect(await available()).toBe(0)
})

test.each(['unverified', 'refunded'] as const)(
  '%s while a slow function still settles the use: that settles nothing else, and the coupon comes back',
  async (why) => {
    const memory = new MemoryStore()
    const { programme, ask, memberId, code } = await shop({ store: memory })
    const shown = await code()
    await bought(programme, { memberId, amountFen: 2_500, orderNo: 'A-1' })
    // Its first update uses the coupon.
    const slow = held(memory, coupons.name, { after: 1 })
    const asked = { storeId, code: shown, orderNo: 'A-1', amountFen: 2_500 }
    const using = programme.another(slow).staff('o-clerk')('coupons.verify', asked)
    await slow.reached
    const used = (await memory.find(coupons, { index: 'byOpen', range: { from: 0 }, limit: 5 })).items[0]
    // In the very same moment it ends, by a function that never comes to what follows.
    const endless = held(memory, coupons.name, { call: 'insert' })
    const ending = programme.another(endless)
    const undo = { storeId, couponId: used?.op ?? '', reason: '选错了' }
    void (why === 'unverified'
      ? ending.staff('o-clerk')('coupons.unverify', undo)
      : refunding(ending, { amountFen: 2_500, orderNo: 'A-1' }))
    await endless.reached
    slow.release()
    dataOf(await using)
    programme.wait(120_000)
    await programme.tick()
    expect(dataOf(await ask('coupons.wallet', { state: 'usable' })).items).toHaveLength(1)
    expect(programme.log.some(({ bug }) => bug)).toBe(false)
  },
)

test('wherever the function that uses a coupon ends, it is told once', async () => {
  const calls = await endedAtEachCall(
    async () => new MemoryStore(),
    async (store, clean) => {
      const { programme, code, available } = await shop({ store: clean as MemoryStore })
      const shown = await code()
      const dying = programme.another({ store })
      const use = (on: Programme) =>
        on.staff('o-clerk')('coupons.verify', { storeId, code: shown, orderNo: 'A-1', amountFen: 2_500 }, 'k-1')
      return {
        run: () => use(dying),
        goOn: async () => {
          dataOf(await use(programme))
          programme.nowMs += 2 * 60_000
          await programme.tick()
        },
        check: async () => expect(await available()).toBe(4),
      }
    },
  )
  expect(calls).toBeGreaterThan(4)
}, 120_000)
