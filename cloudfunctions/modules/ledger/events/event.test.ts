import { faultyStore } from '../../../../test/kit/faulty-store'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { Programme } from '../../../../test/kit/programme'
import { awardEvent, settled, withMembers } from '../../../../test/kit/settled'
import { spend } from '../../../../test/kit/spend'
import { workOn } from '../../../../test/kit/work-on'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { seededRandom } from '../../../kernel/seeded-random'
import { OutcomeUnknown } from '../../../platform/store'
import { openAccount } from '../change'
import type { ClawbackPolicy } from '../domain/posting'
import { createQuota, quotas } from '../quotas/quota'
import { accounts } from '../store'
import { applyEvent, eventIdOf, events, type LedgerEvent } from './event'

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

describe('a takeback', () => {
  const refundOf = (member: string, of: string, points: number, source = 'R-1') => ({
    ...awardEvent(member, source, 0),
    id: eventIdOf('refund', source),
    decision: { kind: 'takeback' as const, points, of, policy: 'allow_debt' as const },
  })

  test('of more than was awarded, of a takeback, and of somebody else is refused, and nothing is written', async () => {
    const programme = await Programme.start()
    const [member = '', other = ''] = await withMembers(2, programme)
    const order = awardEvent(member, 'A-1', 36)
    await applyEvent(workOn(programme), order)
    const refund = refundOf(member, order.id, 36)
    const first = await applyEvent(workOn(programme), refund)
    const before = await programme.store.get(accounts, `${member}.1`)
    for (const wrong of [
      refundOf(member, order.id, 37, 'R-2'),
      refundOf(member, refund.id, 1, 'R-3'),
      refundOf(other, order.id, 36, 'R-4'),
    ]) {
      expect(await applyEvent(workOn(programme), wrong)).toEqual({ state: 'not_takeable', line: null })
      expect(await programme.store.get(events, wrong.id)).toBeNull()
    }
    // What was recorded first stands, whatever is said of it later.
    expect(await applyEvent(workOn(programme), refundOf(member, order.id, 37))).toEqual(first)
    expect(await programme.store.get(accounts, `${member}.1`)).toEqual(before)
    await assertLedgerHolds(programme)
  })

  test('that came before an award of less takes nothing of it', async () => {
    const programme = await Programme.start()
    const [member = ''] = await withMembers(1, programme)
    const order = awardEvent(member, 'A-1', 36)
    const refund = refundOf(member, order.id, 37)
    expect(await applyEvent(workOn(programme), refund)).toEqual({ state: 'waits', line: null })
    await applyEvent(workOn(programme), order)
    programme.nowMs += 2 * 60_000
    await programme.tick()
    expect(await applyEvent(workOn(programme), refund)).toEqual({ state: 'done', line: null })
    expect(await programme.store.get(accounts, `${member}.1`)).toMatchObject({ available: 86, debt: 0, lastSeq: 2 })
    await assertLedgerHolds(programme)
  })

  /** Buys, spends everything, and takes the purchase back: before it, after it, and ten times in all. */
  async function loop(programme: Programme, member: string, policy: ClawbackPolicy, turn: number) {
    const available = async () => (await programme.store.get(accounts, `${member}.1`))?.available ?? 0
    const order = awardEvent(member, `A-${turn}`, 100)
    const refund = refundOf(member, order.id, 100, `R-${turn}`)
    const deliver = () => applyEvent(workOn(programme), { ...refund, decision: { ...refund.decision, policy } })
    const isEarly = turn % 3 === 0
    // A refund that came first waits, and is carried out when the sweeper finds its order.
    for (let times = 0; isEarly && times < 3; times += 1) expect((await deliver()).state).toBe('waits')
    await applyEvent(workOn(programme), order)
    const points = await available()
    if (points > 0) expect(await spend(programme, member, points, `spend-${turn}`)).toBe('spent')
    if (isEarly) {
      programme.nowMs += 2 * 60_000
      await programme.tick()
    }
    const answers = await Promise.all(Array.from({ length: 10 }, () => settled(deliver)))
    expect(new Set(answers.map(({ line }) => line?.entry.hash)).size).toBe(1)
    return answers[0]?.line?.entry.points ?? null
  }

  test.each<[policy: ClawbackPolicy, taken: number, debt: number]>([
    ['pending_only', 0, 0],
    ['within_balance', 0, 0],
    ['allow_debt', -100, 100],
  ])(
    'of what was bought and spent, a hundred times over by %s: takes %i each time, and leaves a debt of %i',
    async (policy, taken, debt) => {
      const programme = await Programme.start()
      const [member = ''] = await withMembers(1, programme)
      for (let turn = 0; turn < 100; turn += 1) expect(await loop(programme, member, policy, turn)).toBe(taken)
      expect(await programme.store.get(accounts, `${member}.1`)).toMatchObject({ available: 0, pending: 0, debt })
      await assertLedgerHolds(programme)
    },
  )

  test('of what is still pending leaves nothing by any policy, and nothing is owed', async () => {
    for (const policy of ['pending_only', 'within_balance', 'allow_debt'] as const) {
      const programme = await Programme.start()
      const [member = ''] = await withMembers(1, programme)
      for (let turn = 0; turn < 100; turn += 1) {
        const bought = awardEvent(member, `A-${turn}`, 100)
        await applyEvent(workOn(programme), { ...bought, decision: { ...bought.decision, vestsOn: '2026-03-17' } })
        const refund = refundOf(member, bought.id, 100, `R-${turn}`)
        const decision = { ...refund.decision, policy }
        expect((await applyEvent(workOn(programme), { ...refund, decision })).line?.entry.points).toBe(-100)
      }
      expect(await programme.store.get(accounts, `${member}.1`)).toMatchObject({ available: 50, pending: 0, debt: 0 })
      await assertLedgerHolds(programme)
    }
  })
})

test('orders and their refunds, each delivered twenty times at once and in any order, count once', async () => {
  const programme = await Programme.start()
  const [member = ''] = await withMembers(1, programme)
  const random = seededRandom(5)
  const orders = Array.from({ length: 6 }, (_, number) => awardEvent(member, `A-${number}`, 10 + number))
  const refunds = orders.slice(0, 3).map(({ id }, number) => ({
    ...awardEvent(member, 'R', 0),
    id: eventIdOf('refund', `R-${number}`),
    decision: { kind: 'takeback' as const, points: 10, of: id, policy: 'within_balance' as const },
  }))
  const deliveries = [...orders, ...refunds]
    .flatMap((event) => Array.from({ length: 20 }, () => ({ event, at: random() })))
    .sort((one, other) => one.at - other.at)
  await Promise.all(deliveries.map(({ event }) => settled(() => applyEvent(workOn(programme), event))))
  programme.nowMs += 2 * 60_000
  await programme.tick()
  const account = await programme.store.get(accounts, `${member}.1`)
  expect(account?.tail.filter(({ kind }) => kind === 'clawback')).toHaveLength(3)
  expect(account?.tail).toHaveLength(1 + 6 + 3)
  expect(account?.available).toBe(50 + 75 - 30)
  await assertLedgerHolds(programme)
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

describe('for someone without an open account an event', () => {
  const BUDGET = { id: 'spring', shards: 1 }

  test('takes no budget and leaves nothing behind, and may come again when they have joined', async () => {
    const programme = await Programme.start()
    const [member = ''] = await withMembers(1, programme)
    await createQuota(workOn(programme), BUDGET, 1_000)
    const other = `${member.slice(0, -1)}${member.endsWith('a') ? 'b' : 'a'}`
    const event = awardEvent(other, 'A-1', 100, 'spring')
    for (let times = 0; times < 2; times += 1)
      expect(await applyEvent(workOn(programme), event)).toEqual({ state: 'no_account', line: null })
    expect(await programme.store.get(quotas, 'spring|0|0')).toMatchObject({ left: 1_000, decided: [] })
    expect(await programme.store.get(events, event.id)).toBeNull()
    const command = { key: 'k', inputHash: '' }
    await openAccount(workOn(programme), { member: other, enrolment: 1, posting: null, command, atMs: 5 })
    expect((await applyEvent(workOn(programme), event)).line?.entry).toMatchObject({ points: 100 })
    expect(await programme.store.get(quotas, 'spring|0|0')).toMatchObject({ left: 900 })
    await assertLedgerHolds(programme)
  })

  test('whose function ended before it took its budget is settled by the sweeper without taking any', async () => {
    const programme = await Programme.start()
    const [member = ''] = await withMembers(1, programme)
    await createQuota(workOn(programme), BUDGET, 1_000)
    const { id, ...rest } = awardEvent(member, 'A-1', 100, 'spring')
    const open = { atMs: programme.nowMs, openSinceMs: programme.nowMs }
    await programme.store.insert(events, { _id: id, schema: 1, ...rest, ...open })
    await programme.store.update(accounts, { _id: `${member}.1` }, { set: { status: 'closed' } })
    programme.nowMs += 2 * 60_000
    await programme.tick()
    expect(await programme.store.get(events, id)).toMatchObject({ openSinceMs: null })
    expect(await programme.store.get(quotas, 'spring|0|0')).toMatchObject({ left: 1_000, decided: [] })
  })
})

test('a takeback that found nothing to take and was not settled takes nothing later', async () => {
  const memory = new MemoryStore()
  const forgetful = { ...faultyStore(memory, { error: 0, lostReply: 0, late: 0 }, 1).store }
  const programme = await Programme.start({ store: forgetful })
  const [member = ''] = await withMembers(1, programme)
  const order = awardEvent(member, 'A-1', 36)
  await applyEvent(workOn(programme), order)
  const spent = await spend(programme, member, 86, 'spend-all')
  const refund = {
    ...order,
    id: eventIdOf('refund', 'R-1'),
    decision: { kind: 'takeback' as const, points: 36, of: order.id, policy: 'within_balance' as const },
  }
  const update = forgetful.update
  forgetful.update = async (collection, where, change) => {
    if (collection.name === 'events') throw new OutcomeUnknown('the mark was lost')
    return update(collection, where, change)
  }
  const first = await applyEvent(workOn(programme), refund)
  expect(first).toMatchObject({ state: 'done', line: { entry: { kind: 'clawback', points: 0 } } })
  forgetful.update = update
  expect((await programme.store.get(events, refund.id))?.openSinceMs).not.toBeNull()
  await applyEvent(workOn(programme), awardEvent(member, 'A-2', 20))
  programme.nowMs += 2 * 60_000
  await programme.tick()
  expect((await programme.store.get(events, refund.id))?.openSinceMs).toBeNull()
  expect(await applyEvent(workOn(programme), refund)).toEqual(first)
  expect(await programme.store.get(accounts, `${member}.1`)).toMatchObject({ available: 20, debt: 0 })
  expect(spent).toBe('spent')
  await assertLedgerHolds(programme)
})
