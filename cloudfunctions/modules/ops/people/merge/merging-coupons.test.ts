import { claimed, codeShown, publishTemplate } from '../../../../../test/kit/coupons'
import { cutStore } from '../../../../../test/kit/cut-store'
import { faultyStore } from '../../../../../test/kit/faulty-store'
import { held } from '../../../../../test/kit/held-store'
import { assertLedgerHolds } from '../../../../../test/kit/ledger-holds'
import { type Ask, codeOf, dataOf, Programme } from '../../../../../test/kit/programme'
import { hire, openStore } from '../../../../../test/kit/stores'
import { by, type Person, twoOfOne } from '../../../../../test/kit/two-of-one'
import { MemoryStore } from '../../../../adapters/memory/memory-store'
import type { Store } from '../../../../platform/store'
import { coupons } from '../../../coupons/store'

const storeId = 'west'
const DAY_MS = 24 * 60 * 60_000

/** One person twice, the old one with so many coupons, and a counter. */
async function couponsOfTwo(count: number, store?: Store) {
  const two = await twoOfOne(store ? { store } : {})
  const { programme, ops, old, now } = two
  await openStore(programme, storeId, { name: '西湖店' })
  const clerk = await hire(programme, 'o-clerk', { storeId })
  await publishTemplate(programme, 'five', { limitPerMember: 10, limitPerDay: 10 })
  const ids: string[] = []
  for (let at = 0; at < count; at += 1) ids.push(await claimed(old.ask, 'five'))
  const use = async (ask: Ask, couponId: string, orderNo = 'A-1') =>
    clerk('coupons.verify', { storeId, code: await codeShown(ask, couponId), orderNo, amountFen: 3_000 })
  const usable = async ({ ask }: Person) => dataOf(await ask('coupons.wallet', { state: 'usable', limit: 50 })).items
  const counts = async () => [(await usable(old)).length, (await usable(now)).length]
  const merge = (key?: string) => ops('ops.merge-members', { from: old.id, into: now.id, ...by }, key)
  const undo = (mergeId: string | null, key?: string) =>
    ops('ops.undo-merge', { mergeId: mergeId ?? '', operator: '店长' }, key)
  return { ...two, clerk, ids, use, usable, counts, merge, undo }
}

test('coupons go along with their terms and their days, and the codes of the old ones are dead', async () => {
  const { ops, old, now, clerk, ids, use, usable, counts, merge } = await couponsOfTwo(3)
  const [used = '', shown = ''] = ids
  dataOf(await use(old.ask, used))
  const code = await codeShown(old.ask, shown)
  const plan = await ops('ops.merge-members', { from: old.id, into: now.id, ...by, dryRun: true })
  expect(dataOf(plan).moved.coupons).toBe(2)
  expect(await counts()).toEqual([2, 0])
  expect(dataOf(await merge()).moved.coupons).toBe(2)
  expect(await counts()).toEqual([0, 2])
  const [one, other] = await usable(now)
  expect(one).toMatchObject({ title: '五元券', usableUntil: '2026-04-09', channel: '自己领取' })
  const verify = { storeId, code, orderNo: 'A-2', amountFen: 3_000 }
  expect([
    codeOf(await clerk('coupons.preview', { storeId, code, amountFen: 3_000 })),
    codeOf(await clerk('coupons.verify', verify)),
    codeOf(await old.ask('coupons.show', { couponId: shown })),
  ]).toEqual(['code_expired', 'code_expired', 'no_such_coupon'])
  dataOf(await use(now.ask, one?.couponId ?? '', 'A-2'))
  dataOf(await use(now.ask, other?.couponId ?? '', 'A-3'))
  // What was used before is still the old one's history.
  expect(dataOf(await old.ask('coupons.wallet', { state: 'used' })).items).toHaveLength(1)
  expect(dataOf(await ops('ops.coupon-report', { templateId: 'five' })).total).toMatchObject({ issued: 3, used: 3 })
})

test('undone, what is still there goes back; what was used or given stays, and is told', async () => {
  const { now, third, use, usable, counts, merge, undo } = await couponsOfTwo(4)
  const merged = dataOf(await merge())
  const [used, given] = await usable(now)
  dataOf(await use(now.ask, used?.couponId ?? ''))
  const { giftCode } = dataOf(await now.ask('coupons.give', { couponId: given?.couponId ?? '' }))
  dataOf(await third.ask('coupons.accept', { giftCode }))
  await claimed(now.ask, 'five')
  const undone = dataOf(await undo(merged.mergeId, 'u-1'))
  expect([undone.returned.coupons, undone.kept.coupons]).toEqual([2, 2])
  expect(await counts()).toEqual([2, 1])
  expect(dataOf(await undo(merged.mergeId, 'u-1'))).toEqual(undone)
  expect(dataOf(await merge()).moved.coupons).toBe(2)
  expect(await counts()).toEqual([0, 3])
})

test('a use that is undone, a refund, and a gift that nobody takes come back to who has the coupons now, and tell them', async () => {
  const { programme, old, now, clerk, ids, use, usable, counts, merge } = await couponsOfTwo(3)
  const [used = '', given = '', mistaken = ''] = ids
  dataOf(await use(old.ask, used))
  dataOf(await use(old.ask, mistaken, 'A-2'))
  dataOf(await old.ask('coupons.give', { couponId: given }))
  expect(dataOf(await merge()).moved.coupons).toBe(0)
  dataOf(await clerk('coupons.unverify', { storeId, couponId: mistaken, reason: '扫错了' }))
  expect(await counts()).toEqual([0, 1])
  programme.nowMs += DAY_MS
  await programme.tick()
  expect(await counts()).toEqual([0, 2])
  const titles = async ({ ask }: Person) => dataOf(await ask('inbox.list', {})).items.map(({ title }) => title)
  expect(await titles(now)).toEqual(['送出的券退回了', '券的核销撤销了'])
  expect(await titles(old)).toEqual([])
  // What somebody gets after they were merged is their own.
  programme.nowMs += 1_000
  const mine = await claimed(old.ask, 'five')
  dataOf(await use(old.ask, mine, 'A-4'))
  dataOf(await clerk('coupons.unverify', { storeId, couponId: mine, reason: '扫错了' }))
  expect([(await usable(old)).length, (await usable(now)).length]).toEqual([1, 2])
})

test('a coupon that is used while it is about to go is used, and does not go', async () => {
  const { programme, old, now, ids, use, counts } = await couponsOfTwo(2)
  const slow = held(programme.store, 'coupons')
  const input = { from: old.id, into: now.id, ...by }
  const merging = new Programme({ store: slow.store }).ops()('ops.merge-members', input, 'm-1')
  await slow.reached
  for (const [at, couponId] of ids.entries()) dataOf(await use(old.ask, couponId, `A-${at}`))
  slow.release()
  expect(dataOf(await merging).moved.coupons).toBe(0)
  expect(await counts()).toEqual([0, 0])
  expect(await programme.store.count(coupons, { state: 'used' })).toBe(2)
})

test.each([1, 2, 3, 4, 5, 6])(
  'merged, undone, used and given at the same moment, on a failing store: each coupon is in one place (seed %i)',
  async (seed) => {
    const store = new MemoryStore()
    const { programme, ops, old, now, third, ids, counts } = await couponsOfTwo(6, store)
    const faulty = faultyStore(store, { error: 20, lostReply: 20, late: 20 }, seed)
    const bad = programme.another({ store: faulty.store, seed })
    const asked = async <T extends { readonly ok: boolean }>(ask: () => Promise<T>): Promise<T> => {
      for (let tried = 0; tried < 60; tried += 1) {
        const reply = await ask()
        const { retryable = false } = reply as { retryable?: boolean }
        if (reply.ok || !retryable) return reply
      }
      throw new Error('never answered')
    }
    const input = { from: old.id, into: now.id, ...by }
    const [one = '', two = ''] = ids
    const code = await codeShown(old.ask, one)
    const clerk = bad.staff('o-clerk')
    const verify = { storeId, code, orderNo: 'A-1', amountFen: 3_000 }
    const merging = Promise.all([1, 2].map(() => asked(() => bad.ops()('ops.merge-members', input, 'm-1'))))
    const beside = Promise.all([
      asked(() => clerk('coupons.verify', verify, 'v-1')),
      asked(() => bad.member(old.openid)('coupons.give', { couponId: two }, 'g-1')),
      bad.tick(),
    ])
    const [replies] = await Promise.all([merging, beside])
    const [mergeId] = replies.map((reply) => dataOf(reply).mergeId)
    expect(dataOf(await ops('ops.merge-members', input, 'm-1')).mergeId).toBe(mergeId)
    const [, has] = await counts()
    if ((has ?? 0) === 0) throw new Error('nothing has gone')
    const undo = { mergeId: mergeId ?? '', operator: '店长' }
    await Promise.all([1, 2].map(() => asked(() => bad.ops()('ops.undo-merge', undo, 'u-1'))))
    faulty.heal()
    await faulty.quiet()
    for (let round = 0; round < 3; round += 1) {
      bad.wait(120_000)
      await bad.tick()
    }
    const live = (await store.find(coupons, { index: 'byTemplate', limit: 1_000 })).items.filter(
      ({ state }) => state === 'claimed' || state === 'used' || state === 'giving',
    )
    expect(live).toHaveLength(6)
    expect(live.filter(({ member, state }) => member !== old.id && state === 'claimed')).toEqual([])
    expect(live.some(({ member }) => member === third.id)).toBe(false)
    expect(await store.count(coupons, { state: 'used' })).toBeLessThanOrEqual(1)
    await assertLedgerHolds(programme)
  },
)

test.each(['there', 'back'])('all coupons go %s, after whichever write a function ends', async (way) => {
  let writes = 0
  for (let isDone = false; !isDone; ) {
    writes += 1
    const cut = cutStore(new MemoryStore())
    const { programme, counts, merge, undo } = await couponsOfTwo(2, cut.store)
    const mergeId = way === 'there' ? null : dataOf(await merge('m-1')).mergeId
    const goes = async () =>
      way === 'there' ? dataOf(await merge('m-1')).moved : dataOf(await undo(mergeId, 'u-1')).returned
    cut.cutAfter(writes)
    isDone = await goes().then(
      () => true,
      () => false,
    )
    cut.goOn()
    expect((await goes()).coupons).toBe(2)
    expect(await counts()).toEqual(way === 'there' ? [0, 2] : [2, 0])
    programme.nowMs += 120_000
    await programme.tick()
    expect(await counts()).toEqual(way === 'there' ? [0, 2] : [2, 0])
    await assertLedgerHolds(programme)
  }
  expect(writes).toBeGreaterThan(8)
})

test('what a slow function still ends when the merge is undone comes back to who had it', async () => {
  const { programme, old, now, counts, merge, undo } = await couponsOfTwo(2)
  const { mergeId } = dataOf(await merge('m-1'))
  dataOf(await undo(mergeId, 'u-1'))
  // As that function leaves it: ended for the merge, and what follows not made yet.
  const [mine] = (
    await programme.store.find(coupons, { index: 'byState', equals: { member: old.id, state: 'claimed' }, limit: 1 })
  ).items
  if (!mine || !mergeId) throw new Error('no coupon')
  const follows = {
    why: 'merged',
    member: old.id,
    endsAtMs: mine.endsAtMs,
    atMs: programme.nowMs,
    reason: '',
    by: mergeId,
    key: '',
    inputHash: '',
  } as const
  const set = { state: 'returned', follows, openSinceMs: programme.nowMs } as const
  await programme.store.update(coupons, { _id: mine._id, state: 'claimed' }, { set })
  expect(await counts()).toEqual([1, 0])
  programme.nowMs += 120_000
  await programme.tick()
  expect(await counts()).toEqual([2, 0])
  expect(dataOf(await now.ask('coupons.wallet', {})).items).toEqual([])
})
