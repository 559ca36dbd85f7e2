import { held } from '../../../../../test/kit/held-store'
import { assertLedgerHolds } from '../../../../../test/kit/ledger-holds'
import { codeOf, dataOf, Programme } from '../../../../../test/kit/programme'
import { spend } from '../../../../../test/kit/spend'
import { by, twoOfOne } from '../../../../../test/kit/two-of-one'
import { MemoryStore } from '../../../../adapters/memory/memory-store'
import { accounts } from '../../../ledger/store'
import { members } from '../../../members'

const MEI = '13800001234'
const OWN = '13911115678'

describe('merging two members of one person', () => {
  test('says first what would go, and nothing goes', async () => {
    const { programme, ops, old, now, give, has, bind } = await twoOfOne()
    await give(old, { points: 30, expiresOn: '2026-12-31' })
    await give(old, { points: 7, expiresOn: '2027-12-31', vestsOn: '2026-04-01' })
    await bind(old, MEI)
    const before = [await has(old), await has(now)]
    const plan = dataOf(await ops('ops.merge-members', { from: old.id, into: now.id, ...by, dryRun: true }))
    expect(plan).toEqual({
      mergeId: null,
      from: old.id,
      into: now.id,
      moved: {
        available: 80,
        pending: 7,
        debt: 0,
        lots: [
          { points: 30, expiresOn: '2026-12-31', cohort: '2026-03' },
          { points: 50, expiresOn: '2027-12-31', cohort: '2026-03' },
        ],
        holds: [{ points: 7, vestsOn: '2026-04-01', expiresOn: '2027-12-31', cohort: '2026-03' }],
        phone: 'moved',
        coupons: 0,
        rooms: [],
      },
    })
    expect([await has(old), await has(now)]).toEqual(before)
    expect(dataOf(await ops('ops.find-member', { query: MEI })).memberId).toBe(old.id)
    await assertLedgerHolds(programme)
  })

  test('brings every lot with its day and month, what is promised, and the phone; the one who is merged keeps nothing', async () => {
    const { programme, ops, old, now, give, has, bind } = await twoOfOne()
    await give(old, { points: 30, expiresOn: '2026-12-31' })
    await give(old, { points: 7, expiresOn: '2027-12-31', vestsOn: '2026-04-01' })
    await bind(old, MEI)
    const { moved, mergeId } = dataOf(await ops('ops.merge-members', { from: old.id, into: now.id, ...by }))
    expect(moved).toMatchObject({ available: 80, pending: 7, debt: 0, phone: 'moved' })
    expect(await has(old)).toEqual({ available: 0, pending: 0, debt: 0, lots: [], holds: [] })
    expect(await has(now)).toEqual({
      available: 130,
      pending: 7,
      debt: 0,
      lots: [
        { points: 30, expiresOn: '2026-12-31', cohort: '2026-03' },
        { points: 100, expiresOn: '2027-12-31', cohort: '2026-03' },
      ],
      holds: [{ points: 7, vestsOn: '2026-04-01', expiresOn: '2027-12-31', cohort: '2026-03' }],
    })
    expect(dataOf(await ops('ops.find-member', { query: MEI }))).toMatchObject({ memberId: now.id, merged: null })
    expect(dataOf(await ops('ops.find-member', { query: old.id }))).toMatchObject({
      phone: null,
      available: 0,
      merged: { into: now.id, mergeId },
    })
    // Still a member, who reads what happened and may begin anew.
    const [entry] = dataOf(await old.ask('points.statement', {})).items
    expect(entry).toMatchObject({ kind: 'adjustment', points: -87, title: '合并会员号：换了微信号', balance: 0 })
    expect(dataOf(await old.ask('points.explain', { seq: entry?.seq ?? 0 })).sentence).toBe('合并会员号：换了微信号。')
    expect(dataOf(await old.ask('check-in.perform', {})).balance).toBe(5)
    programme.at('2026-03-12T01:00:00+08:00')
    await programme.tick()
    expect(dataOf(await ops('ops.reconcile', {})).findings).toEqual([])
    await assertLedgerHolds(programme)
  })

  test('asked ten times at once with one key is done once, and answers alike for ever', async () => {
    const { programme, ops, old, now, has } = await twoOfOne()
    const merge = (reason = by.reason) =>
      ops('ops.merge-members', { from: old.id, into: now.id, operator: '小王', reason }, 'k-1')
    const replies = await Promise.all(Array.from({ length: 10 }, () => merge()))
    expect(new Set(replies.map((reply) => JSON.stringify(dataOf(reply)))).size).toBe(1)
    expect((await has(now)).available).toBe(100)
    expect(codeOf(await merge('别的'))).toBe('key_reused_with_other_input')
    const [first] = replies
    const { mergeId } = first ? dataOf(first) : { mergeId: null }
    dataOf(await ops('ops.undo-merge', { mergeId: mergeId ?? '', operator: '店长' }))
    expect(dataOf(await merge())).toEqual(first && dataOf(first))
    expect((await has(now)).available).toBe(50)
    await assertLedgerHolds(programme)
  })

  test('what is owed on either side is paid from what is there on the other', async () => {
    const { programme, ops, old, now, owe, has } = await twoOfOne()
    await owe(old, 70)
    expect(await has(old)).toMatchObject({ available: 0, debt: 20 })
    expect(dataOf(await ops('ops.merge-members', { from: old.id, into: now.id, ...by })).moved).toMatchObject({
      debt: 20,
    })
    expect([await has(old), await has(now)]).toMatchObject([
      { available: 0, debt: 0 },
      { available: 30, debt: 0 },
    ])
    await assertLedgerHolds(programme)
  })

  test('a member may be merged again with what they had since', async () => {
    const { programme, ops, old, now, has } = await twoOfOne()
    const merge = async () => dataOf(await ops('ops.merge-members', { from: old.id, into: now.id, ...by }))
    await merge()
    dataOf(await old.ask('check-in.perform', {}))
    expect((await merge()).moved).toMatchObject({ available: 5, phone: 'none' })
    expect((await has(now)).available).toBe(105)
    await assertLedgerHolds(programme)
  })

  test.each([
    ['with themselves', 'same_member'],
    ['of whom one is nobody', 'no_such_member'],
    ['into nobody', 'no_such_member'],
    ['into one who was merged', 'already_merged'],
    ['of whom one is frozen', 'account_frozen'],
    ['into one who is frozen', 'account_frozen'],
    ['of whom one was touched by a hand', 'account_frozen'],
    ['for no reason', 'invalid_input'],
  ])('%s is refused, and nothing goes', async (what, code) => {
    const { programme, ops, old, now, third, has } = await twoOfOne()
    const asked = { from: old.id, into: now.id, ...by }
    if (what === 'with themselves') asked.into = old.id
    if (what === 'of whom one is nobody') asked.from = 'nobody'
    if (what === 'into nobody') asked.into = 'nobody'
    if (what === 'into one who was merged')
      dataOf(await ops('ops.merge-members', { ...asked, from: now.id, into: third.id }))
    const frozen = what === 'of whom one is frozen' ? old : what === 'into one who is frozen' ? now : null
    if (frozen) dataOf(await ops('ops.freeze', { memberId: frozen.id, ...by }))
    const touched = what.endsWith('by a hand')
    if (touched) await programme.store.update(accounts, { _id: `${old.id}.1` }, { set: { available: 999 } })
    if (what === 'for no reason') asked.reason = ''
    const before = await Promise.all([has(old), has(now), has(third)])
    expect(codeOf(await ops('ops.merge-members', asked))).toBe(code)
    expect(await Promise.all([has(old), has(now), has(third)])).toEqual(before)
  })

  test('raced with spending on both sides, every point is spent once or is there', async () => {
    for (let round = 0; round < 12; round += 1) {
      const { programme, ops, old, now, has } = await twoOfOne({ seed: round + 1 })
      const work = [
        () => spend(programme, old.id, 30, 'old'),
        () => ops('ops.merge-members', { from: old.id, into: now.id, ...by }),
        () => spend(programme, now.id, 40, 'now'),
      ]
      const rotated = work.map((_, at) => work[(at + round) % 3] ?? work[0])
      await Promise.all(rotated.map((run) => run?.()))
      const spentOld = (await programme.store.get(accounts, `${old.id}.1`))?.tail.some(({ op }) => op === 'test|old')
      expect([await has(old), await has(now)]).toMatchObject([
        { available: 0 },
        { available: 100 - 40 - (spentOld ? 30 : 0) },
      ])
      await assertLedgerHolds(programme)
    }
  })
})

describe('the phone of one who is merged', () => {
  test("is nobody's where the other has one of their own, which stays", async () => {
    const { ops, old, now, third, bind, numberOf } = await twoOfOne()
    await bind(old, MEI)
    await bind(now, OWN)
    const { mergeId, moved } = dataOf(await ops('ops.merge-members', { from: old.id, into: now.id, ...by }))
    expect(moved.phone).toBe('freed')
    expect([await numberOf(old), await numberOf(now)]).toEqual([null, OWN])
    const { returned } = dataOf(await ops('ops.undo-merge', { mergeId: mergeId ?? '', operator: '店长' }))
    expect(returned.phone).toBe('moved')
    expect([await numberOf(old), await numberOf(now)]).toEqual([MEI, OWN])
    await expect(bind(third, MEI)).rejects.toThrow('phone_taken')
  })

  test("goes back when it is undone, and is then no other's", async () => {
    const { ops, old, now, third, bind, numberOf } = await twoOfOne()
    await bind(old, MEI)
    const { mergeId } = dataOf(await ops('ops.merge-members', { from: old.id, into: now.id, ...by }))
    await expect(bind(old, MEI)).rejects.toThrow('phone_taken')
    const { returned } = dataOf(await ops('ops.undo-merge', { mergeId: mergeId ?? '', operator: '店长' }))
    expect(returned.phone).toBe('moved')
    expect([await numberOf(old), await numberOf(now)]).toEqual([MEI, null])
    for (const other of [now, third]) await expect(bind(other, MEI)).rejects.toThrow('phone_taken')
  })

  test.each([
    ['has another by then', 'left'],
    ["that is somebody else's by then", 'left'],
  ])('does not go back to one who %s', async (what, phone) => {
    const { ops, old, now, third, bind, numberOf } = await twoOfOne()
    await bind(old, MEI)
    if (what.startsWith('that')) await bind(now, OWN)
    const { mergeId } = dataOf(await ops('ops.merge-members', { from: old.id, into: now.id, ...by }))
    await bind(what.startsWith('that') ? third : old, what.startsWith('that') ? MEI : '13722220000')
    const { returned } = dataOf(await ops('ops.undo-merge', { mergeId: mergeId ?? '', operator: '店长' }))
    expect(returned.phone).toBe(phone)
    const numbers = [await numberOf(old), await numberOf(now), await numberOf(third)]
    expect(numbers).toEqual(what.startsWith('that') ? [null, OWN, MEI] : ['13722220000', MEI, null])
  })

  test("changed at the very moment is one member's all the same", async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const { ops, old, now, third, bind, numberOf } = await twoOfOne({ seed })
      await bind(old, MEI)
      const other = seed % 3 === 0 ? third : seed % 3 === 1 ? old : now
      await Promise.all([
        ops('ops.merge-members', { from: old.id, into: now.id, ...by }),
        bind(other, seed % 2 === 0 ? MEI : OWN).catch(() => null),
      ])
      const numbers = (await Promise.all([old, now, third].map(numberOf))).filter((number) => number !== null)
      expect(numbers.length).toBeGreaterThan(0)
      expect(new Set(numbers).size).toBe(numbers.length)
    }
  })

  test.each([
    ['has it back already', { call: 'get', after: 4 }, [MEI, null]],
    ['has another already', { call: 'update' }, [OWN, MEI]],
  ] as const)('is not taken by a slow function from one who %s', async (what, slowly, numbers) => {
    const memory = new MemoryStore()
    const { programme, ops, old, now, bind, numberOf } = await twoOfOne({ store: memory })
    await bind(old, MEI)
    const slow = held(memory, members.name, slowly)
    const instance = new Programme({ store: slow.store, at: new Date(programme.nowMs).toISOString() })
    const merge = { from: old.id, into: now.id, ...by }
    const late = instance.ops()('ops.merge-members', merge, 'k-1')
    await slow.reached
    if (what === 'has another already') await bind(old, OWN)
    else {
      const { mergeId } = dataOf(await ops('ops.merge-members', merge, 'k-1'))
      dataOf(await ops('ops.undo-merge', { mergeId: mergeId ?? '', operator: '店长' }))
    }
    slow.release()
    expect(dataOf(await late).moved.phone).toBe('moved')
    expect([await numberOf(old), await numberOf(now)]).toEqual(numbers)
    const { merged } = dataOf(await ops('ops.find-member', { query: old.id }))
    expect(merged?.into ?? null).toBe(what === 'has another already' ? now.id : null)
  })
})
