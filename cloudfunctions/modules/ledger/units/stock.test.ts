import { FIVE_OFF, publishing, publishTemplate } from '../../../../test/kit/coupons'
import { faultyStore } from '../../../../test/kit/faulty-store'
import { codeOf, dataOf, Programme } from '../../../../test/kit/programme'
import { settled } from '../../../../test/kit/settled'
import { workOn } from '../../../../test/kit/work-on'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { Refusal } from '../../../kernel/refusal'
import { publishVersion } from '../../../platform/published'
import { coupons } from '../../coupons/store'
import { couponStock } from '../../coupons/templates/stock-kind'
import { firstPartOf, isBeingMade, isOnSale, makeSlice, restock, stocks } from './stock'
import { claimUnit } from './unit'

const SKU = couponStock.skuOf('five')
const RESTOCK = { kind: 'coupon_templates', id: 'five' }

const free = (programme: Programme) => programme.store.count(coupons, { sku: SKU, state: 'free' })

/** Minutes that pass until nothing is left to be made. */
async function untilMade(programme: Programme): Promise<number> {
  for (let minutes = 0; minutes < 20; minutes += 1) {
    const open = await programme.store.find(stocks, { index: 'byOpen', range: { from: 0 }, limit: 1 })
    if (open.items.length === 0) return minutes
    programme.wait(60_000)
    await programme.tick()
  }
  throw new Error('never made')
}

test('publishing makes the first 500 units, a job the rest, and nothing is on sale before', async () => {
  const programme = await Programme.start()
  dataOf(await publishing(programme, 'five', { ...FIVE_OFF, stock: 700 }))
  expect(await free(programme)).toBe(500)
  expect(await isOnSale(workOn(programme), SKU)).toBe(false)
  expect(await untilMade(programme)).toBe(1)
  expect(await free(programme)).toBe(700)
  expect(await isOnSale(workOn(programme), SKU)).toBe(true)
})

test('a small stock is there at once; one without a number has none', async () => {
  const programme = await Programme.start()
  await publishTemplate(programme, 'five', { stock: 3 })
  expect(await free(programme)).toBe(3)
  expect(await isOnSale(workOn(programme), SKU)).toBe(true)
  await publishTemplate(programme, 'any', { stock: null })
  expect(await firstPartOf(workOn(programme), couponStock.skuOf('any'))).toBeNull()
})

test('what was published when the function ended is found and made by the job', async () => {
  const programme = await Programme.start()
  const body = { ...FIVE_OFF, stock: 120, givable: true }
  await publishVersion(programme.store, {
    kind: 'coupon_templates',
    id: 'five',
    after: 0,
    body,
    nowMs: programme.nowMs,
  })
  await programme.tick()
  await untilMade(programme)
  expect(await free(programme)).toBe(120)
})

test('a later version makes no units: its stock has to be the one that was made', async () => {
  const programme = await Programme.start()
  await publishTemplate(programme, 'five', { stock: 3 })
  await publishTemplate(programme, 'five', { stock: 3, discountFen: 200 })
  expect(await free(programme)).toBe(3)
  for (const stock of [4, 2, null])
    expect(await publishing(programme, 'five', { ...FIVE_OFF, stock })).toMatchObject({
      code: 'invalid_document',
      params: { path: 'coupon_templates.five.stock', message: '第一次发布的是 3，不能改；补货用 ops.restock' },
    })
})

describe('ops.restock', () => {
  test('adds units once for each key, also when twenty ask at once, and answers the same for ever', async () => {
    const programme = await Programme.start()
    await publishTemplate(programme, 'five', { stock: 3 })
    const send = (key: string, quantity = 5) => programme.ops()('ops.restock', { ...RESTOCK, quantity }, key)
    const replies = await Promise.all(Array.from({ length: 20 }, () => send('more')))
    for (const reply of replies) expect(dataOf(reply)).toEqual({ ...RESTOCK, quantity: 5, total: 8 })
    expect(await free(programme)).toBe(8)
    expect(dataOf(await send('again', 2)).total).toBe(10)
    expect(dataOf(await send('more')).total).toBe(8)
    expect(codeOf(await send('more', 6))).toBe('key_reused_with_other_input')
    expect(await free(programme)).toBe(10)
    const { items } = await programme.store.find(stocks, { index: 'bySku', equals: { sku: SKU }, limit: 9 })
    expect(items.map(({ from, to, operator }) => [from, to, operator])).toEqual([
      [1, 3, ''],
      [4, 8, 'operator'],
      [9, 10, 'operator'],
    ])
  })

  test('by twenty operators at once: every one of them has added theirs', async () => {
    const programme = await Programme.start()
    await publishTemplate(programme, 'five', { stock: 3 })
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, nth) =>
        settled(async () => {
          const reply = await programme.ops()('ops.restock', { ...RESTOCK, quantity: 1 + nth }, `more-${nth}`)
          return !reply.ok && reply.code === 'busy' ? new Refusal('busy') : reply
        }),
      ),
    )
    for (const reply of replies) expect(reply).toMatchObject({ ok: true })
    await untilMade(programme)
    expect(await free(programme)).toBe(3 + 210)
  })

  test('refuses what has no stock, and kinds that have none', async () => {
    const programme = await Programme.start()
    await publishTemplate(programme, 'any', { stock: null })
    const ops = programme.ops()
    expect(codeOf(await ops('ops.restock', { ...RESTOCK, quantity: 1 }))).toBe('no_such_stock')
    expect(codeOf(await ops('ops.restock', { ...RESTOCK, id: 'any', quantity: 1 }))).toBe('no_such_stock')
    expect(await ops('ops.restock', { kind: 'tiers', id: 'gold', quantity: 1 })).toMatchObject({
      code: 'no_such_kind',
      params: { kinds: 'coupon_templates、rewards、reward_slots、lottery_prizes' },
    })
  })

  test('until it is done more units are known to come', async () => {
    const programme = await Programme.start()
    await publishTemplate(programme, 'five', { stock: 1 })
    const work = workOn(programme)
    expect(await isBeingMade(work, SKU)).toBe(false)
    const command = { key: 'k', inputHash: 'i', madeAtMs: null }
    const part = await restock(work, { kind: couponStock, id: 'five', quantity: 150, operator: '王芳', command })
    if (part instanceof Refusal) throw new Error(part.code)
    expect(await isBeingMade(work, SKU)).toBe(true)
    expect(await isOnSale(work, SKU)).toBe(true)
    expect(await makeSlice(work, part)).toBe(100)
    expect(await isBeingMade(work, SKU)).toBe(true)
    expect(await makeSlice(work, { ...part, madeTo: 101 })).toBe(50)
    expect(await isBeingMade(work, SKU)).toBe(false)
    // An instance that still has the part as it was at first makes nothing twice, and does not turn it back.
    expect(await makeSlice(work, part)).toBe(100)
    expect(await free(programme)).toBe(151)
    expect(await programme.store.get(stocks, part._id)).toMatchObject({ madeTo: 151, openSinceMs: null })
  })
})

test.each([1, 2, 3, 4])('on a failing store claimed and free add up to what was made (seed %i)', async (seed) => {
  const memory = new MemoryStore()
  const quiet = await Programme.start({ store: memory })
  await publishTemplate(quiet, 'five', { stock: 40 })
  const faulty = faultyStore(memory, { error: 50, lostReply: 50, late: 60 }, seed)
  const programme = new Programme({ store: faulty.store, seed })
  const claims = Array.from({ length: 60 }, (_, nth) =>
    settled(() => claimUnit(workOn(programme), { sku: SKU, op: `op-${nth}`, member: 'm' }, couponStock)),
  )
  const more = Array.from({ length: 3 }, (_, nth) =>
    settled(async () => {
      const reply = await programme.ops()('ops.restock', { ...RESTOCK, quantity: 5 }, `more-${nth}`)
      return reply.ok ? reply.data : new Refusal('busy')
    }),
  )
  const outcomes = await Promise.all(claims)
  await Promise.all(more)
  faulty.heal()
  await faulty.quiet()
  await untilMade(quiet)
  const claimed = await memory.count(coupons, { sku: SKU, state: 'claimed' })
  expect(claimed).toBe(outcomes.filter((outcome) => outcome === 'claimed').length)
  expect(claimed + (await free(quiet))).toBe(55)
  expect(faulty.fired.late + faulty.fired.lostReply).toBeGreaterThan(5)
})
