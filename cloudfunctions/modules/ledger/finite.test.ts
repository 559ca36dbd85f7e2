import { faultyStore } from '../../../test/kit/faulty-store'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { joined, Programme } from '../../../test/kit/programme'
import { commandOn, workOn } from '../../../test/kit/work-on'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { Refusal } from '../../kernel/refusal'
import { Busy } from '../../platform/guarded-store'
import { applyEvent, eventIdOf, type LedgerEvent } from './events/event'
import { createQuota, quotas, takeFromQuota } from './quotas/quota'
import { redeem } from './redeem'
import { accounts } from './store'
import { makeUnits, units } from './units/unit'

const REF = { kind: 'joined', id: 'test' }

/** Asks again while the answer is "busy", as a client does with its key. */
async function settled<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      const outcome = await work()
      if (!(outcome instanceof Refusal && outcome.code === 'busy')) return outcome
    } catch (error) {
      if (!(error instanceof Busy)) throw error
    }
  }
  throw new Error('never settled')
}

async function withMembers(count: number, programme: Programme) {
  const members: string[] = []
  for (let number = 0; number < count; number += 1) {
    const reply = await settled(() => joined(programme, `o-${number}m`).catch(() => new Refusal('busy')))
    if (!(reply instanceof Refusal)) members.push(reply.memberId)
  }
  return members
}

const awardEvent = (member: string, sourceId: string, points: number, budget?: string) => ({
  id: eventIdOf('order', sourceId),
  member,
  ref: REF,
  trace: {},
  decision: {
    kind: 'award' as const,
    points,
    on: '2026-03-10',
    expiresOn: '2027-12-31',
    ...(budget ? { budget: { id: budget, shards: 1 } } : {}),
  },
})

describe('an event', () => {
  test('delivered twenty times at once awards once', async () => {
    const programme = await Programme.start()
    const [member = ''] = await withMembers(1, programme)
    const applied = await Promise.all(
      Array.from({ length: 20 }, () => settled(() => applyEvent(workOn(programme), awardEvent(member, 'A-1', 36)))),
    )
    expect(new Set(applied.map(({ line }) => line?.entry.seq)).size).toBe(1)
    expect(await programme.store.get(accounts, `${member}.1`)).toMatchObject({ available: 86, lastSeq: 2 })
    await assertLedgerHolds(programme)
  })

  test('carried out after its points have ended, twice for one day, leaves two endings that can be told apart', async () => {
    const programme = await Programme.start()
    const [member = ''] = await withMembers(1, programme)
    programme.at('2026-03-20T10:00:00+08:00')
    for (const source of ['A-1', 'A-2']) {
      const late = awardEvent(member, source, 36)
      await applyEvent(workOn(programme), { ...late, decision: { ...late.decision, expiresOn: '2026-03-11' } })
      programme.nowMs += 61 * 60_000
      await programme.tick()
    }
    const account = await programme.store.get(accounts, `${member}.1`)
    expect(account?.available).toBe(50)
    expect(account?.tail.map(({ kind }) => kind)).toEqual(['accrual', 'accrual', 'expiry', 'accrual', 'expiry'])
    await assertLedgerHolds(programme)
  })

  test('taken back before it came waits for it, and is taken back once', async () => {
    const programme = await Programme.start()
    const [member = ''] = await withMembers(1, programme)
    const refund = {
      ...awardEvent(member, 'A-1', 0),
      id: eventIdOf('refund', 'R-1'),
      decision: { kind: 'takeback' as const, points: 36, of: eventIdOf('order', 'A-1'), policy: 'allow_debt' as const },
    }
    for (let times = 0; times < 5; times += 1) {
      expect(await applyEvent(workOn(programme), refund)).toEqual({ state: 'waits', line: null })
    }
    await applyEvent(workOn(programme), awardEvent(member, 'A-1', 36))
    programme.nowMs += 2 * 60_000
    await programme.tick()
    for (let times = 0; times < 5; times += 1) {
      expect((await applyEvent(workOn(programme), refund)).line?.entry).toMatchObject({ kind: 'clawback', points: -36 })
    }
    expect(await programme.store.get(accounts, `${member}.1`)).toMatchObject({ available: 50, debt: 0, lastSeq: 3 })
    await assertLedgerHolds(programme)
  })
})

test('what is earned by an account that a hand has touched waits until it is put right', async () => {
  const programme = await Programme.start()
  const [member = ''] = await withMembers(1, programme)
  await programme.store.update(accounts, { _id: `${member}.1` }, { set: { available: 9 } })
  expect(await applyEvent(workOn(programme), awardEvent(member, 'A-1', 36))).toEqual({ state: 'waits', line: null })
  await programme.store.update(accounts, { _id: `${member}.1` }, { set: { available: 50 } })
  programme.nowMs += 2 * 60_000
  await programme.tick()
  expect((await programme.store.get(accounts, `${member}.1`))?.available).toBe(86)
  await assertLedgerHolds(programme)
})

describe('a budget', () => {
  const BUDGET = { id: 'spring', shards: 1 }

  test('of 10,000 points and 500 awards of 100 at once: exactly 100 are made and 400 are not', async () => {
    const programme = await Programme.start()
    const members = await withMembers(20, programme)
    await createQuota(workOn(programme), BUDGET, 10_000)
    const applied = await Promise.all(
      Array.from({ length: 500 }, (_, number) => {
        const member = members[number % members.length] ?? ''
        return settled(() => applyEvent(workOn(programme), awardEvent(member, `A-${number}`, 100, 'spring')))
      }),
    )
    expect(applied.filter(({ line }) => line !== null)).toHaveLength(100)
    expect(applied.filter(({ line }) => line === null)).toHaveLength(400)
    const again = await Promise.all(
      applied.map((_, number) => {
        const member = members[number % members.length] ?? ''
        return settled(() => applyEvent(workOn(programme), awardEvent(member, `A-${number}`, 100, 'spring')))
      }),
    )
    expect(again.map(({ line }) => line?.entry.hash)).toEqual(applied.map(({ line }) => line?.entry.hash))
    await assertLedgerHolds(programme)
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'on a failing store what was taken is what was given, and left and taken make the cap (seed %i)',
    async (seed) => {
      const faulty = faultyStore(new MemoryStore(), { error: 60, lostReply: 60, late: 120 }, seed)
      const programme = new Programme({ store: faulty.store, seed })
      await settled(async () => ((await programme.ops()('ops.init', {}, 'init')).ok ? null : new Refusal('busy')))
      const [member = ''] = await withMembers(1, programme)
      await settled(() => createQuota(workOn(programme), BUDGET, 1_000))
      const told: ('taken' | 'none_left')[] = []
      await Promise.all(
        Array.from({ length: 60 }, async (_, number) => {
          const wanted = { op: `ev|${seed}.${number}`, amount: 7 + (number % 40) }
          const first = await settled(() => takeFromQuota(workOn(programme), BUDGET, wanted))
          told[number] = first
          // Asked again, also when a late write has arrived meanwhile, the answer is the first.
          for (let wait = 0; wait < 25; wait += 1) await new Promise((resolve) => setImmediate(resolve))
          expect(await settled(() => takeFromQuota(workOn(programme), BUDGET, wanted))).toBe(first)
        }),
      )
      faulty.heal()
      await faulty.quiet()
      const shard = await programme.store.get(quotas, 'spring|0|0')
      const taken = shard?.decided.filter(({ amount }) => amount > 0) ?? []
      expect((shard?.left ?? 0) + taken.reduce((sum, { amount }) => sum + amount, 0)).toBe(1_000)
      expect(taken.length).toBe(told.filter((answer) => answer === 'taken').length)
      expect(shard?.decided.length).toBe(60)
      expect(member).not.toBe('')
    },
  )

  test('goes on in a next generation when a shard has decided much, to the same last point', async () => {
    const programme = await Programme.start()
    await createQuota(workOn(programme), BUDGET, 1_300)
    const told: string[] = []
    for (let number = 0; number < 1_400; number += 1) {
      told.push(await takeFromQuota(workOn(programme), BUDGET, { op: `op${number}`, amount: 1 }))
    }
    expect(told.filter((answer) => answer === 'taken')).toHaveLength(1_300)
    const shards = await programme.store.find(quotas, { index: 'byQuota', equals: { quota: 'spring' }, limit: 100 })
    expect(shards.items.length).toBeGreaterThan(1)
    for (const { decided } of shards.items) expect(decided.length).toBeLessThan(650)
    expect(await takeFromQuota(workOn(programme), BUDGET, { op: 'op3', amount: 1 })).toBe('taken')
    expect(await takeFromQuota(workOn(programme), BUDGET, { op: 'op1399', amount: 1 })).toBe('none_left')
  })

  test('of several shards gives all it has', async () => {
    const programme = await Programme.start()
    const quota = { id: 'wide', shards: 4 }
    await createQuota(workOn(programme), quota, 103)
    const told = await Promise.all(
      Array.from({ length: 150 }, (_, number) =>
        settled(() => takeFromQuota(workOn(programme), quota, { op: `op${number}`, amount: 1 })),
      ),
    )
    expect(told.filter((answer) => answer === 'taken')).toHaveLength(103)
  })
})

describe('a stock', () => {
  const wanted = (programme: Programme, key: string, points = 30) => ({
    command: commandOn(programme, key),
    sku: 'cup',
    points,
    ref: REF,
    trace: {},
  })

  test('of ten and two hundred members at once: exactly ten have one, and 190 balances are untouched', async () => {
    const programme = await Programme.start()
    const members = await withMembers(200, programme)
    await makeUnits(workOn(programme), 'cup', { from: 1, to: 10 })
    const outcomes = await Promise.all(
      members.map((member) => settled(() => redeem(workOn(programme), member, wanted(programme, `k-${member}`)))),
    )
    expect(outcomes.filter((outcome) => !(outcome instanceof Refusal))).toHaveLength(10)
    expect(outcomes.filter((outcome) => outcome instanceof Refusal && outcome.code === 'sold_out')).toHaveLength(190)
    programme.nowMs += 2 * 60_000
    await programme.tick()
    const balances = await Promise.all(members.map((member) => programme.store.get(accounts, `${member}.1`)))
    expect(balances.filter((account) => account?.available === 20)).toHaveLength(10)
    expect(balances.filter((account) => account?.available === 50)).toHaveLength(190)
    expect(await programme.store.count(units, { sku: 'cup', state: 'claimed' })).toBe(10)
    await assertLedgerHolds(programme)
  })

  test('asked again with the same key it is the same cup, and sold out stays sold out after restocking', async () => {
    const programme = await Programme.start()
    const [first = '', second = ''] = await withMembers(2, programme)
    await makeUnits(workOn(programme), 'cup', { from: 1, to: 1 })
    const had = await redeem(workOn(programme), first, wanted(programme, 'k-1'))
    expect(await redeem(workOn(programme), first, wanted(programme, 'k-1'))).toEqual(had)
    expect(await redeem(workOn(programme), second, wanted(programme, 'k-2'))).toMatchObject({ code: 'sold_out' })
    await makeUnits(workOn(programme), 'cup', { from: 2, to: 9 })
    expect(await redeem(workOn(programme), second, wanted(programme, 'k-2'))).toMatchObject({ code: 'sold_out' })
    expect(await redeem(workOn(programme), second, wanted(programme, 'k-3'))).toMatchObject({ balance: 20 })
    programme.nowMs += 2 * 60_000
    await programme.tick()
    await assertLedgerHolds(programme)
  })

  test('a limit per member holds under parallel use, and what was given back does not count', async () => {
    const programme = await Programme.start()
    const [member = ''] = await withMembers(1, programme)
    await makeUnits(workOn(programme), 'cup', { from: 1, to: 1 })
    const limited = (key: string) => ({
      ...wanted(programme, key, 5),
      limit: { name: 'cup', period: '2026-03', most: 2 },
    })
    const codes = async (keys: string[]) => {
      const outcomes = await Promise.all(
        keys.map((key) => settled(() => redeem(workOn(programme), member, limited(key)))),
      )
      return outcomes.map((outcome) => (outcome instanceof Refusal ? outcome.code : 'had')).sort()
    }
    // Two at a time begin, one finds a cup, and the other's turn is given back.
    const first = await codes(['a', 'b', 'c', 'd', 'e', 'f'])
    expect(first.filter((code) => code === 'had')).toHaveLength(1)
    await makeUnits(workOn(programme), 'cup', { from: 2, to: 9 })
    expect(await codes(['g', 'h', 'i'])).toEqual(['had', 'limit_reached', 'limit_reached'])
    programme.nowMs += 2 * 60_000
    await programme.tick()
    await assertLedgerHolds(programme)
    expect((await programme.store.get(accounts, `${member}.1`))?.available).toBe(40)
  })

  test('a limit is refused where its count would cost another one, and by the next month there is room', async () => {
    const programme = await Programme.start()
    const [member = ''] = await withMembers(1, programme)
    await makeUnits(workOn(programme), 'cup', { from: 1, to: 9 })
    const period = '2026-03'
    const limits = Object.fromEntries(
      Array.from({ length: 64 }, (_, nth) => [`mug-${nth}|${period}`, { period, count: 1 }]),
    )
    await programme.store.update(accounts, { _id: `${member}.1` }, { set: { limits } })
    const limited = (key: string, month: string) =>
      redeem(workOn(programme), member, {
        ...wanted(programme, key, 5),
        limit: { name: 'cup', period: month, most: 1 },
      })
    expect(await limited('a', '2026-03')).toMatchObject({ code: 'limit_reached' })
    expect((await programme.store.get(accounts, `${member}.1`))?.limits).toEqual(limits)
    programme.at('2026-04-01T10:00:00+08:00')
    expect(await limited('b', '2026-04')).toMatchObject({ balance: 45 })
    expect(await limited('c', '2026-04')).toMatchObject({ code: 'limit_reached' })
    const counted = (await programme.store.get(accounts, `${member}.1`))?.limits ?? {}
    expect(Object.keys(counted)).toHaveLength(64)
    expect(counted['cup|2026-04']).toEqual({ period: '2026-04', count: 1 })
    programme.nowMs += 2 * 60_000
    await programme.tick()
    await assertLedgerHolds(programme)
  })

  test.each([11, 12, 13, 14, 15, 16])(
    'on a failing store points and cups agree to the last one (seed %i)',
    async (seed) => {
      const faulty = faultyStore(new MemoryStore(), { error: 50, lostReply: 50, late: 100 }, seed)
      const programme = new Programme({ store: faulty.store, seed })
      await settled(async () => ((await programme.ops()('ops.init', {}, 'init')).ok ? null : new Refusal('busy')))
      const members = await withMembers(12, programme)
      await settled(() => makeUnits(workOn(programme), 'cup', { from: 1, to: 7 }))
      const outcomes = await Promise.all(
        members.map((member) => settled(() => redeem(workOn(programme), member, wanted(programme, `k-${member}`)))),
      )
      faulty.heal()
      await faulty.quiet()
      programme.nowMs += 2 * 60_000
      await programme.tick()
      const had = outcomes.filter((outcome) => !(outcome instanceof Refusal))
      expect(had).toHaveLength(await programme.store.count(units, { sku: 'cup', state: 'claimed' }))
      for (const [number, member] of members.entries()) {
        const account = await programme.store.get(accounts, `${member}.1`)
        expect(account?.available).toBe(outcomes[number] instanceof Refusal ? 50 : 20)
        expect(account?.openOps).toEqual({})
      }
      await assertLedgerHolds(programme)
    },
  )

  test('a function that ended after posting is gone on with by the sweeper', async () => {
    const memory = new MemoryStore()
    const dying = { ...faultyStore(memory, { error: 0, lostReply: 0, late: 0 }, 1).store }
    const programme = await Programme.start({ store: dying })
    const [member = ''] = await withMembers(1, programme)
    await makeUnits(workOn(programme), 'cup', { from: 1, to: 1 })
    const updateAny = dying.updateAny
    dying.updateAny = async () => {
      throw new Error('the function was ended here')
    }
    await expect(redeem(workOn(programme), member, wanted(programme, 'k-1'))).rejects.toThrow('ended here')
    dying.updateAny = updateAny
    programme.nowMs += 2 * 60_000
    await programme.tick()
    expect(await programme.store.count(units, { sku: 'cup', state: 'claimed' })).toBe(1)
    expect(await programme.store.get(accounts, `${member}.1`)).toMatchObject({
      available: 20,
      openOps: {},
      openSinceMs: null,
    })
    await assertLedgerHolds(programme)
  })
})

test('a recorded event is what it was when it first came in', async () => {
  const programme = await Programme.start()
  const [member = ''] = await withMembers(1, programme)
  await applyEvent(workOn(programme), awardEvent(member, 'A-1', 36))
  const other: Omit<LedgerEvent, '_id' | 'schema' | 'atMs' | 'openSinceMs'> & { id: string } = awardEvent(
    member,
    'A-1',
    9_000,
  )
  expect((await applyEvent(workOn(programme), other)).line?.entry.points).toBe(36)
})
