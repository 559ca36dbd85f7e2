import { claimed, codeShown, publishTemplate } from '../../../../test/kit/coupons'
import { cutStore } from '../../../../test/kit/cut-store'
import { type Ask, dataOf, joined } from '../../../../test/kit/programme'
import { shopWith } from '../../../../test/kit/purchases'
import { hire } from '../../../../test/kit/stores'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import type { Store } from '../../../platform/store'

const HOUR_MS = 60 * 60_000

/** A member with coupons that end on the night of 31 March and on that of 9 April. */
async function holder(settings: Record<string, unknown> = {}, store?: Store) {
  const programme = await shopWith(settings, store ? { store } : {})
  const { ask } = await joined(programme, 'o-mei')
  await publishTemplate(programme, 'march', {
    title: '三月券',
    limitPerMember: 80,
    validity: { fromDate: '2026-03-01', untilDate: '2026-03-31' },
  })
  await publishTemplate(programme, 'days', { title: '三十天券' })
  const march = await claimed(ask, 'march')
  await claimed(ask, 'days')
  const at = async (moment: string) => {
    programme.at(moment)
    await programme.tick()
  }
  return { programme, ask, march, at }
}

const told = async (ask: Ask) =>
  dataOf(await ask('inbox.list', { limit: 50 }))
    .items.filter(({ title }) => title === '优惠券快到期了')
    .map(({ text }) => text)

test('a member is told three days before a coupon ends, once for each coupon', async () => {
  const { programme, ask, at } = await holder()
  await at('2026-03-28T22:00:00+08:00')
  expect(await told(ask)).toEqual([])
  await at('2026-03-28T23:59:59+08:00')
  await at('2026-03-29T01:00:00+08:00')
  expect(await told(ask)).toEqual(['“三月券”2026年3月31日到期，别忘了用。'])
  for (let hour = 0; hour < 30; hour += 1) {
    programme.nowMs += HOUR_MS
    await programme.tick()
  }
  expect(await told(ask)).toHaveLength(1)
  await at('2026-04-07T12:00:00+08:00')
  expect(await told(ask)).toEqual(['“三十天券”2026年4月9日到期，别忘了用。', '“三月券”2026年3月31日到期，别忘了用。'])
})

test('what is used, over, or claimed within those days is not told of', async () => {
  const { programme, ask, march, at } = await holder()
  const clerk = await hire(programme, 'o-clerk', { storeId: 'west' })
  const code = await codeShown(ask, march)
  dataOf(await clerk('coupons.verify', { storeId: 'west', code, orderNo: 'A-1', amountFen: 3_000 }))
  await at('2026-03-29T12:00:00+08:00')
  await claimed(ask, 'march')
  await at('2026-03-30T12:00:00+08:00')
  await at('2026-04-20T12:00:00+08:00')
  expect(await told(ask)).toEqual([])
})

test.each([
  [0, '2026-03-31T12:00:00+08:00', 0],
  [1, '2026-03-30T23:00:00+08:00', 0],
  [1, '2026-03-31T01:00:00+08:00', 1],
  [30, '2026-03-10T11:00:00+08:00', 1],
])('with %i days of notice, at %s %i are told', async (couponNoticeDays, moment, expected) => {
  const { ask, at } = await holder({ couponNoticeDays })
  await at(moment)
  expect(await told(ask)).toHaveLength(expected)
})

test('eighty coupons are told in slices, each once, wherever a function ends', async () => {
  const cut = cutStore(new MemoryStore())
  const { programme, ask, at } = await holder({}, cut.store)
  for (let count = 1; count < 80; count += 1) await claimed(ask, 'march')
  programme.at('2026-03-29T12:00:00+08:00')
  for (const writes of [5, 60, 61, 62]) {
    cut.cutAfter(writes)
    await programme.tick().catch(() => null)
    cut.goOn()
    programme.nowMs += 2 * HOUR_MS
  }
  await at('2026-03-30T12:00:00+08:00')
  const seen = new Set<string>()
  let cursor: string | null = null
  do {
    const page: { items: { id: string; title: string }[]; next: string | null } = dataOf(
      await ask('inbox.list', { limit: 50, ...(cursor === null ? {} : { cursor }) }),
    )
    for (const { id, title } of page.items) if (title === '优惠券快到期了') seen.add(id)
    cursor = page.next
  } while (cursor !== null)
  expect(seen.size).toBe(80)
})
