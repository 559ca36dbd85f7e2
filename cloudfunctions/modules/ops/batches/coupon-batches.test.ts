import { publishTemplate } from '../../../../test/kit/coupons'
import { cutStore } from '../../../../test/kit/cut-store'
import { faultyStore } from '../../../../test/kit/faulty-store'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import type { Store } from '../../../platform/store'
import { coupons } from '../../coupons/store'

const by = { reason: '开业周年', operator: '小王' }

async function shop(members: number, template: object = {}, store?: Store) {
  const programme = await Programme.start(store ? { store } : {})
  await publishTemplate(programme, 'five', { claimable: false, ...template })
  const people = []
  for (let nth = 0; nth < members; nth += 1) people.push(await joined(programme, `o-${nth}m`))
  const memberIds = people.map(({ memberId }) => memberId)
  const grant = (given: object = {}, key?: string) =>
    programme.ops()('ops.grant', { kind: 'coupon', id: 'five', audience: { memberIds }, ...by, ...given }, key)
  const batch = async (batchId: string) => dataOf(await programme.ops()('ops.batch', { batchId }))
  const states = async () =>
    (await programme.store.aggregate(coupons, { groupBy: ['state'], sums: [], limit: 9 })).map(
      ({ key, count }) => `${count} ${key.state}`,
    )
  const ticks = async (count: number) => {
    for (let left = count; left > 0; left -= 1) {
      programme.wait(60_000)
      await programme.tick()
    }
  }
  return { programme, people, memberIds, grant, batch, states, ticks }
}

test('everyone of the audience gets one coupon and is told why; a dry run only counts', async () => {
  const { people, grant, batch, states } = await shop(45)
  expect(dataOf(await grant({ dryRun: true }))).toEqual({ batchId: null, members: 45, points: 0, coupons: 45 })
  expect(await states()).toEqual([])
  const given = dataOf(await grant({}, 'g-1'))
  expect(given).toEqual({ batchId: expect.any(String), members: 45, points: 0, coupons: 45 })
  expect(await states()).toEqual(['45 claimed'])
  expect(await batch(given.batchId ?? '')).toMatchObject({
    kind: 'coupon',
    state: 'granted',
    points: 0,
    coupon: '五元券',
    granted: { members: 45, points: 0, coupons: 45 },
    skipped: 0,
    exceptions: [],
  })
  const [first] = people
  if (!first) throw new Error('nobody')
  expect(dataOf(await first.ask('coupons.wallet', {})).items).toMatchObject([{ title: '五元券', channel: '商家赠送' }])
  const inbox = dataOf(await first.ask('inbox.list', {})).items.map(({ title, text }) => `${title}：${text}`)
  expect(inbox).toEqual(['收到一张优惠券：“五元券”：开业周年。'])
  expect(dataOf(await grant({}, 'g-1'))).toEqual(given)
  expect(codeOf(await grant({ reason: '别的' }, 'g-1'))).toBe('key_reused_with_other_input')
  expect(await states()).toEqual(['45 claimed'])
})

test('what a batch gives is the template as it was when it was given, whatever is published before it is done', async () => {
  const store = new MemoryStore()
  const cut = cutStore(store)
  const { programme, grant, states, ticks, people } = await shop(30, {}, cut.store)
  cut.cutAfter(12)
  await grant({}, 'g-1')
  cut.goOn()
  await publishTemplate(programme, 'five', { claimable: false, discountFen: 200 })
  await ticks(4)
  expect(await states()).toEqual(['30 claimed'])
  for (const { ask } of people) expect(dataOf(await ask('coupons.wallet', {})).items[0]?.benefit).toBe('抵 5 元')
})

test('of a stock that is too small the rest is written down, and does not come later', async () => {
  const { programme, grant, batch, states, ticks } = await shop(12, { stock: 8 })
  const { batchId } = dataOf(await grant())
  const shown = await batch(batchId ?? '')
  expect(shown).toMatchObject({ granted: { members: 8, coupons: 8 }, skipped: 4 })
  expect(shown.exceptions).toHaveLength(4)
  expect(shown.exceptions[0]).toMatchObject({ what: 'not_granted', why: 'sold_out', points: 0, coupons: 1 })
  dataOf(await programme.ops()('ops.restock', { kind: 'coupon_templates', id: 'five', quantity: 9 }))
  await ticks(2)
  expect(await states()).toEqual(['8 claimed', '9 free', '4 tombstone'])
})

test('undoing takes back what is unspent, also of what was given away and came back; the rest is listed', async () => {
  const { programme, people, grant, batch, states } = await shop(5)
  const { batchId } = dataOf(await grant())
  const own = async (nth: number) => {
    const ask = people[nth]?.ask
    if (!ask) throw new Error('nobody')
    const couponId = dataOf(await ask('coupons.wallet', {})).items[0]?.couponId ?? ''
    return { ask, couponId }
  }
  // One is used, one is with a friend, one came back from its way.
  const used = await own(0)
  await programme.store.update(coupons, { _id: used.couponId }, { set: { state: 'used' } })
  const given = await own(1)
  const { giftCode } = dataOf(await given.ask('coupons.give', { couponId: given.couponId }))
  const friend = await joined(programme, 'o-friend')
  dataOf(await friend.ask('coupons.accept', { giftCode }))
  const back = await own(2)
  dataOf(await back.ask('coupons.give', { couponId: back.couponId }))
  programme.wait(25 * 60 * 60_000)
  await programme.tick()
  const undo = (key: string) =>
    programme.ops()('ops.undo-grant', { batchId: batchId ?? '', reason: '送错了', operator: '店长' }, key)
  dataOf(await undo('u-1'))
  dataOf(await undo('u-1'))
  expect(codeOf(await undo('u-2'))).toBe('already_undone')
  const shown = await batch(batchId ?? '')
  expect(shown).toMatchObject({
    state: 'undone',
    granted: { members: 5, coupons: 5 },
    takenBack: { members: 3, coupons: 3 },
    kept: { members: 2, coupons: 2 },
  })
  expect(shown.exceptions.map(({ memberId, what, why }) => [memberId, what, why]).sort()).toEqual(
    [0, 1].map((nth) => [people[nth]?.memberId, 'not_taken_back', 'spent_or_ended']).sort(),
  )
  expect(await states()).toEqual(['1 claimed', '1 given', '1 returned', '1 used', '3 withdrawn'])
})

test('undone while it is being given, wherever the function ends, nobody keeps one who was not counted', async () => {
  for (const cutAfter of [3, 9, 25, 43, 61]) {
    const store = new MemoryStore()
    const cut = cutStore(store)
    const { programme, grant, batch, states, ticks } = await shop(25, {}, cut.store)
    cut.cutAfter(cutAfter)
    await grant({}, 'g-1')
    cut.goOn()
    const found = dataOf(await grant({}, 'g-1')).batchId ?? ''
    dataOf(await programme.ops()('ops.undo-grant', { batchId: found, reason: '送错了', operator: '店长' }))
    await ticks(4)
    const shown = await batch(found)
    expect(shown.state).toBe('undone')
    expect(shown.takenBack).toEqual(shown.granted)
    expect((await states()).filter((one) => one.endsWith('claimed'))).toEqual([])
  }
})

test.each([1, 2, 3])('on a failing store each has exactly one (seed %i)', async (seed) => {
  const memory = new MemoryStore()
  const { memberIds, states, ticks, batch } = await shop(25, { stock: 30 }, memory)
  const faulty = faultyStore(memory, { error: 40, lostReply: 40, late: 40 }, seed)
  const programme = new Programme({ store: faulty.store, seed })
  programme.nowMs += 10_000
  const send = () => programme.ops()('ops.grant', { kind: 'coupon', id: 'five', audience: { memberIds }, ...by }, 'g-1')
  let reply = await send()
  for (let tried = 0; tried < 30 && !reply.ok; tried += 1) reply = await send()
  faulty.heal()
  await faulty.quiet()
  await ticks(6)
  expect(await states()).toEqual(['25 claimed', '5 free'])
  const { batchId } = dataOf(reply)
  expect(await batch(batchId ?? '')).toMatchObject({
    state: 'granted',
    granted: { members: 25, coupons: 25 },
    skipped: 0,
  })
})

test('refuses a template that is not in force, people who are not there, points for a coupon and a coupon for points', async () => {
  const { programme, memberIds, grant } = await shop(1)
  expect(codeOf(await grant({ id: 'six' }))).toBe('no_such_template')
  expect(codeOf(await grant({ audience: { memberIds: ['nobody'] } }))).toBe('no_such_member')
  expect(await grant({ points: 5 })).toMatchObject({ code: 'invalid_input', params: { path: 'input.points' } })
  const points = { kind: 'points', points: 5, id: 'five', audience: { memberIds }, ...by }
  expect(await programme.ops()('ops.grant', points as never)).toMatchObject({ params: { path: 'input.id' } })
  expect(await programme.ops()('ops.grant', { ...points, kind: 'cup' } as never)).toMatchObject({
    params: { path: 'input.kind' },
  })
})
