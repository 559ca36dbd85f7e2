import { cutStore } from '../../../../../test/kit/cut-store'
import { faultyStore } from '../../../../../test/kit/faulty-store'
import { assertLedgerHolds } from '../../../../../test/kit/ledger-holds'
import { codeOf, dataOf, Programme } from '../../../../../test/kit/programme'
import { spend } from '../../../../../test/kit/spend'
import { by, type Person, twoOfOne } from '../../../../../test/kit/two-of-one'
import { MemoryStore } from '../../../../adapters/memory/memory-store'
import { merges } from './store'

const MEI = '13800001234'

async function merged(options: Parameters<typeof twoOfOne>[0] = {}) {
  const two = await twoOfOne(options)
  const { ops, old, now, give, bind } = two
  await give(old, { points: 30, expiresOn: '2026-12-31' })
  await give(old, { points: 7, expiresOn: '2027-12-31', vestsOn: '2026-04-01' })
  await bind(old, MEI)
  const before = { old: await two.has(old), now: await two.has(now) }
  const { mergeId } = dataOf(await ops('ops.merge-members', { from: old.id, into: now.id, ...by }))
  const undo = (key?: string, operator = '店长') => ops('ops.undo-merge', { mergeId: mergeId ?? '', operator }, key)
  return { ...two, mergeId: mergeId ?? '', before, undo }
}

describe('undoing a merge', () => {
  test('at once, both have what they had, day by day', async () => {
    const { programme, ops, old, now, before, undo, has, numberOf } = await merged()
    const { returned, kept } = dataOf(await undo())
    expect(returned).toMatchObject({ available: 80, pending: 7, debt: 0, phone: 'moved' })
    expect(kept).toEqual({ points: 0, lots: [], debt: 0, coupons: 0 })
    expect({ old: await has(old), now: await has(now) }).toEqual(before)
    expect([await numberOf(old), await numberOf(now)]).toEqual([MEI, null])
    expect(dataOf(await ops('ops.find-member', { query: old.id })).merged).toBeNull()
    expect(dataOf(await now.ask('points.statement', {})).items[0]).toMatchObject({
      points: -87,
      title: '撤销合并会员号：换了微信号',
    })
    await assertLedgerHolds(programme)
  })

  test('gives back what is there, and lists what is spent, soonest-ending first', async () => {
    const { programme, old, now, undo, has } = await merged()
    expect(await spend(programme, now.id, 90, 'spent')).toBe('spent')
    const { returned, kept } = dataOf(await undo())
    expect(returned).toMatchObject({ available: 40, pending: 7 })
    expect(kept).toEqual({
      points: 40,
      lots: [
        { points: 30, expiresOn: '2026-12-31', cohort: '2026-03' },
        { points: 10, expiresOn: '2027-12-31', cohort: '2026-03' },
      ],
      debt: 0,
      coupons: 0,
    })
    expect([await has(old), await has(now)]).toMatchObject([
      { available: 40, pending: 7 },
      { available: 0, pending: 0 },
    ])
    await assertLedgerHolds(programme)
  })

  test('gives back as points what was promised and has come in since; what has ended is kept', async () => {
    const { programme, old, now, undo, has } = await merged()
    programme.at('2027-01-01T10:00:00+08:00')
    const { returned, kept } = dataOf(await undo())
    expect(returned).toMatchObject({ available: 57, pending: 0 })
    expect(kept).toMatchObject({ points: 30, lots: [{ points: 30, expiresOn: '2026-12-31' }] })
    expect([await has(old), await has(now)]).toMatchObject([{ available: 57 }, { available: 50 }])
    await assertLedgerHolds(programme)
  })

  test('gives back of a debt what is still owed', async () => {
    const { programme, ops, old, now, owe, has } = await twoOfOne()
    await owe(old, 120)
    await owe(now, 50)
    const { mergeId, moved } = dataOf(await ops('ops.merge-members', { from: old.id, into: now.id, ...by }))
    expect(moved.debt).toBe(70)
    dataOf(await now.ask('check-in.perform', {}))
    const { returned, kept } = dataOf(await ops('ops.undo-merge', { mergeId: mergeId ?? '', operator: '店长' }))
    expect([returned.debt, kept.debt]).toEqual([65, 5])
    expect([await has(old), await has(now)]).toMatchObject([
      { available: 0, debt: 65 },
      { available: 0, debt: 0 },
    ])
    await assertLedgerHolds(programme)
  })

  test('pays what the one who was merged owes since', async () => {
    const { programme, old, undo, owe, has } = await merged()
    await owe(old, 15)
    dataOf(await undo())
    expect(await has(old)).toMatchObject({ available: 65, debt: 0 })
    await assertLedgerHolds(programme)
  })

  test('is done once: the same key answers for ever, other keys and other input do not', async () => {
    const { programme, old, undo, has } = await merged()
    const replies = await Promise.all(Array.from({ length: 10 }, () => undo('k-1')))
    expect(new Set(replies.map((reply) => JSON.stringify(dataOf(reply)))).size).toBe(1)
    expect(codeOf(await undo('k-2'))).toBe('already_undone')
    expect(codeOf(await undo('k-1', '别人'))).toBe('key_reused_with_other_input')
    expect(await spend(programme, old.id, 80, 'spent')).toBe('spent')
    expect(dataOf(await undo('k-1'))).toEqual(replies[0] && dataOf(replies[0]))
    expect((await has(old)).available).toBe(0)
    await assertLedgerHolds(programme)
  })

  test('asked by ten operators at once is done by one', async () => {
    const { programme, old, undo, has } = await merged()
    const replies = await Promise.all(Array.from({ length: 10 }, (_, at) => undo(`k-${at}`)))
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    expect(replies.filter((reply) => !reply.ok && reply.code === 'already_undone')).toHaveLength(9)
    expect(await has(old)).toMatchObject({ available: 80, pending: 7 })
    await assertLedgerHolds(programme)
  })

  test('of nothing, and of an account from which nothing may be taken, is refused', async () => {
    const { programme, ops, now, undo } = await merged()
    expect(codeOf(await ops('ops.undo-merge', { mergeId: 'nothing', operator: '店长' }))).toBe('no_such_merge')
    dataOf(await ops('ops.freeze', { memberId: now.id, ...by }))
    expect(codeOf(await undo('k-1'))).toBe('account_frozen')
    dataOf(await ops('ops.unfreeze', { memberId: now.id, ...by }))
    dataOf(await undo('k-1'))
    await assertLedgerHolds(programme)
  })

  test('raced with spending, every point is spent once or went back', async () => {
    for (let round = 0; round < 12; round += 1) {
      const { programme, old, now, undo, has } = await merged({ seed: round + 1 })
      const work = [() => undo(), () => spend(programme, now.id, 100, 'now'), () => spend(programme, old.id, 20, 'old')]
      const rotated = work.map((_, at) => work[(at + round) % 3] ?? undo)
      await Promise.all(rotated.map((run) => run()))
      const [left, right] = [await has(old), await has(now)]
      const there = [left.available, left.pending, right.available, right.pending]
      const spent = 137 - there.reduce((sum, points) => sum + points, 0)
      // Whichever of the two found enough.
      expect([0, 20, 100, 120]).toContain(spent)
      await assertLedgerHolds(programme)
    }
  })
})

describe('when a function ends in the middle', () => {
  /** What two members have after a merge or its undoing that was cut short, by whoever goes on with it. */
  async function cutShort(what: 'merge' | 'way back', writes: number, goOn: 'same key' | 'sweeper') {
    const cut = cutStore(new MemoryStore())
    const two = await twoOfOne({ store: cut.store })
    const { programme, ops, old, now, give, bind, has, numberOf } = two
    await give(old, { points: 7, expiresOn: '2027-12-31', vestsOn: '2026-04-01' })
    await bind(old, MEI)
    const merge = () => ops('ops.merge-members', { from: old.id, into: now.id, ...by }, 'k-merge')
    const merging = what === 'merge' ? null : dataOf(await merge())
    const undo = () => ops('ops.undo-merge', { mergeId: merging?.mergeId ?? '', operator: '店长' }, 'k-undo')
    const run = what === 'merge' ? merge : undo
    cut.cutAfter(writes)
    const first = await run()
    cut.goOn()
    programme.nowMs += 2 * 60_000
    if (goOn === 'sweeper') await programme.tick()
    else dataOf(await run())
    await assertLedgerHolds(programme)
    const left = await programme.store.find(merges, { index: 'byOpen', range: { from: 0 }, limit: 10 })
    expect(left.items).toEqual([])
    return {
      isDone: first.ok,
      old: await has(old),
      now: await has(now),
      phones: [await numberOf(old), await numberOf(now)],
    }
  }

  const APART = { old: { available: 50, pending: 7 }, now: { available: 50, pending: 0 }, phones: [MEI, null] }
  const TOGETHER = { old: { available: 0, pending: 0 }, now: { available: 100, pending: 7 }, phones: [null, MEI] }

  test.each(['merge', 'way back'] as const)('a %s goes on from wherever it was', async (what) => {
    const after = what === 'merge' ? TOGETHER : APART
    let writes = 0
    for (let isDone = false; !isDone; writes += 1) {
      const again = await cutShort(what, writes, 'same key')
      expect(again).toMatchObject(after)
      isDone = again.isDone
      const swept = await cutShort(what, writes, 'sweeper')
      // With nothing written there is nothing to go on with.
      expect(swept).toMatchObject(writes === 0 ? (what === 'merge' ? APART : TOGETHER) : after)
    }
    expect(writes).toBeGreaterThan(8)
  })

  test('what has left one account waits while the other may not be changed, and arrives when it may', async () => {
    const cut = cutStore(new MemoryStore())
    const { programme, ops, old, now, owe, has } = await twoOfOne({ store: cut.store })
    await owe(old, 60)
    const merge = () => ops('ops.merge-members', { from: old.id, into: now.id, ...by }, 'k-1')
    cut.cutAfter(2)
    expect(codeOf(await merge())).toBe('internal')
    cut.goOn()
    dataOf(await ops('ops.freeze', { memberId: now.id, ...by }))
    expect(codeOf(await merge())).toBe('busy')
    programme.nowMs += 2 * 60_000
    expect(await programme.tick()).toMatchObject({ failed: [] })
    const { items } = await programme.store.find(merges, { index: 'byOpen', range: { from: 0 }, limit: 10 })
    expect(items).toHaveLength(1)
    const undone = await ops('ops.undo-merge', { mergeId: items[0]?._id ?? '', operator: '店长' })
    expect(codeOf(undone)).toBe('busy')
    dataOf(await ops('ops.unfreeze', { memberId: now.id, ...by }))
    expect(dataOf(await merge()).moved).toMatchObject({ debt: 10 })
    expect([await has(old), await has(now)]).toMatchObject([{ debt: 0 }, { available: 40, debt: 0 }])
    await assertLedgerHolds(programme)
  })
})

test.each([1, 2, 3, 4, 5, 6])('with faults of every kind nothing is lost and nothing twice (seed %s)', async (seed) => {
  const memory = new MemoryStore()
  const faulty = faultyStore(memory, { error: 30, lostReply: 60, late: 60 }, seed)
  const calm = await twoOfOne({ store: memory, seed })
  const { old, now, has, bind, numberOf } = calm
  await bind(old, MEI)
  const stormy = new Programme({ store: faulty.store, seed })
  stormy.wechat.phoneBook.set('again', MEI)
  const insist = async (run: () => Promise<{ ok: boolean; retryable?: boolean }>) => {
    for (let tried = 0; tried < 40; tried += 1) {
      const reply = await run()
      if (reply.ok || !reply.retryable) return reply
    }
    throw new Error('never settled')
  }
  const ops = stormy.ops()
  const move = (from: Person, into: Person, key: string) => () =>
    ops('ops.merge-members', { from: from.id, into: into.id, ...by }, key)
  for (let round = 0; round < 4; round += 1) {
    await Promise.all([
      insist(move(old, now, `m-${round}`)),
      insist(() => stormy.member(now.openid)('check-in.perform', {}, `c-${round}`)),
    ])
    const { items } = await memory.find(merges, { index: 'byOpen', limit: 50 })
    const last = items.find(({ undo }) => undo === null)
    if (last) await insist(() => ops('ops.undo-merge', { mergeId: last._id, operator: '店长' }, `u-${round}`))
    stormy.advanceDays(1)
  }
  faulty.heal()
  await faulty.quiet()
  calm.programme.nowMs = stormy.nowMs + 5 * 60_000
  await calm.programme.tick()
  const [left, right] = [await has(old), await has(now)]
  expect(left.available + right.available - left.debt - right.debt).toBe(100 + 5 + 5 + 8 + 8)
  expect([await numberOf(old), await numberOf(now)].filter((number) => number === MEI)).toHaveLength(1)
  expect(await memory.find(merges, { index: 'byOpen', range: { from: 0 }, limit: 9 })).toMatchObject({ items: [] })
  await assertLedgerHolds(calm.programme)
})
