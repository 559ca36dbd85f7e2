import { faultyStore } from '../../../test/kit/faulty-store'
import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { Programme } from '../../../test/kit/programme'
import { settled, withMembers } from '../../../test/kit/settled'
import { commandOn, workOn } from '../../../test/kit/work-on'
import { MemoryStore } from '../../adapters/memory/memory-store'
import { Refusal } from '../../kernel/refusal'
import type { CountedStore } from '../../platform/guarded-store'
import { redeem, type Wanted } from './redeem'
import { accounts } from './store'
import { makeUnits, units } from './units/unit'

const REF = { kind: 'joined', id: 'test' }

describe('a stock', () => {
  const wanted = (programme: Programme, key: string, more: Partial<Wanted> = {}) => ({
    command: commandOn(programme, key),
    decide: (): Wanted => ({ sku: 'cup', points: 30, ref: REF, trace: {}, ...more }),
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

  test('that is sold out costs five calls, the giving back among them', async () => {
    const programme = await Programme.start()
    const [first = '', second = ''] = await withMembers(2, programme)
    await makeUnits(workOn(programme), 'cup', { from: 1, to: 1 })
    const work = workOn(programme)
    expect(await redeem(work, first, wanted(programme, 'k-1'))).toMatchObject({ balance: 20 })
    expect((work.store as CountedStore).calls()).toBe(3)
    const late = workOn(programme)
    expect(await redeem(late, second, wanted(programme, 'k-2'))).toMatchObject({ code: 'sold_out' })
    expect((late.store as CountedStore).calls()).toBe(5)
    expect(await programme.store.get(accounts, `${second}.1`)).toMatchObject({ available: 50, openOps: {} })
    programme.nowMs += 2 * 60_000
    await programme.tick()
    await assertLedgerHolds(programme)
  })

  test('points that went back after they had ended last so many days more', async () => {
    const memory = new MemoryStore()
    const dying = { ...faultyStore(memory, { error: 0, lostReply: 0, late: 0 }, 1).store }
    const programme = await Programme.start({ store: dying, at: '2027-12-31T23:59:30+08:00' })
    const [member = ''] = await withMembers(1, programme)
    programme.at('2028-12-31T23:59:30+08:00')
    const updateAny = dying.updateAny
    dying.updateAny = async () => {
      throw new Error('the function was ended here')
    }
    await expect(redeem(workOn(programme), member, wanted(programme, 'k-1'))).rejects.toThrow('ended here')
    dying.updateAny = updateAny
    programme.at('2029-01-01T00:02:00+08:00')
    await programme.tick()
    const account = await programme.store.get(accounts, `${member}.1`)
    expect(account?.lots).toEqual([{ expiresOn: '2029-01-31', cohort: '2027-12', points: 30 }])
    expect(account?.openOps).toEqual({})
    await assertLedgerHolds(programme)
  })

  test('a limit per member holds under parallel use, and what was given back does not count', async () => {
    const programme = await Programme.start()
    const [member = ''] = await withMembers(1, programme)
    await makeUnits(workOn(programme), 'cup', { from: 1, to: 1 })
    const limited = (key: string) =>
      wanted(programme, key, { points: 5, limit: { name: 'cup', period: '2026-03', most: 2 } })
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
      Array.from({ length: 256 }, (_, nth) => [`mug-${nth}|${period}`, { period, count: 1 }]),
    )
    await programme.store.update(accounts, { _id: `${member}.1` }, { set: { limits } })
    const limited = (key: string, month: string) =>
      redeem(
        workOn(programme),
        member,
        wanted(programme, key, { points: 5, limit: { name: 'cup', period: month, most: 1 } }),
      )
    expect(await limited('a', '2026-03')).toMatchObject({ code: 'limit_reached' })
    expect((await programme.store.get(accounts, `${member}.1`))?.limits).toEqual(limits)
    programme.at('2026-04-01T10:00:00+08:00')
    expect(await limited('b', '2026-04')).toMatchObject({ balance: 45 })
    expect(await limited('c', '2026-04')).toMatchObject({ code: 'limit_reached' })
    const counted = (await programme.store.get(accounts, `${member}.1`))?.limits ?? {}
    expect(Object.keys(counted)).toHaveLength(256)
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
