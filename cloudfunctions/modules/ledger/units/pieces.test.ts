import { faultyStore } from '../../../../test/kit/faulty-store'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { Programme } from '../../../../test/kit/programme'
import { settled, withMembers } from '../../../../test/kit/settled'
import { commandOn, workOn } from '../../../../test/kit/work-on'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { Refusal } from '../../../kernel/refusal'
import { redeem, type Wanted } from '../redeem'
import { accounts } from '../store'
import { returnPieces } from './pieces'
import { makeUnits, type Unit, unitOf, units } from './unit'

const REF = { kind: 'joined', id: 'test' }

const wanting = (programme: Programme, key: string, more: Partial<Wanted> = {}) => ({
  command: commandOn(programme, key),
  decide: (): Wanted => ({ sku: 'cup', points: 5, ref: REF, trace: {}, ...more }),
})

async function shop(members: number, cups: number) {
  const programme = await Programme.start()
  const ids = await withMembers(members, programme)
  await makeUnits(workOn(programme), 'cup', { from: 1, to: cups })
  const count = (state: Unit['state']) => programme.store.count(units, { sku: 'cup', state })
  return { programme, ids, count }
}

async function swept(programme: Programme) {
  programme.nowMs += 2 * 60_000
  await programme.tick()
  await assertLedgerHolds(programme)
}

describe('several pieces', () => {
  test('are had together, under one entry', async () => {
    const { programme, ids, count } = await shop(1, 5)
    const [member = ''] = ids
    const line = await redeem(workOn(programme), member, wanting(programme, 'k-1', { points: 15, quantity: 3 }))
    expect(line).toMatchObject({ balance: 35 })
    expect([await count('free'), await count('claimed')]).toEqual([2, 3])
    expect(await redeem(workOn(programme), member, wanting(programme, 'k-1', { points: 15, quantity: 3 }))).toEqual(
      line,
    )
    expect([await count('free'), await count('claimed')]).toEqual([2, 3])
    await swept(programme)
  })

  test('of which the last is missing are had not at all: points, limit and the others are given back', async () => {
    const { programme, ids, count } = await shop(1, 2)
    const [member = ''] = ids
    const limit = { name: 'cup', period: 'ever', most: 3 }
    const ask = (key: string, quantity: number) =>
      redeem(workOn(programme), member, wanting(programme, key, { points: 5 * quantity, quantity, limit }))
    expect(await ask('k-1', 3)).toMatchObject({ code: 'sold_out' })
    expect([await count('free'), await count('claimed'), await count('returned')]).toEqual([2, 0, 2])
    expect(await programme.store.get(accounts, `${member}.1`)).toMatchObject({ available: 50, limits: {} })
    expect(await ask('k-1', 3)).toMatchObject({ code: 'sold_out' })
    expect(await ask('k-2', 2)).toMatchObject({ balance: 40 })
    expect(await ask('k-3', 2)).toMatchObject({ code: 'limit_reached', params: { most: 3 } })
    expect([await count('free'), await count('claimed')]).toEqual([0, 2])
    await swept(programme)
  })

  test('raced for by thirty members who want one to three each: none is lost, none is had twice', async () => {
    const { programme, ids, count } = await shop(30, 20)
    const outcomes = await Promise.all(
      ids.map((member, at) => {
        const quantity = 1 + (at % 3)
        const wanted = wanting(programme, `k-${member}`, { points: 5 * quantity, quantity })
        return settled(() => redeem(workOn(programme), member, wanted))
      }),
    )
    await swept(programme)
    const had = outcomes.map((outcome, at) => (outcome instanceof Refusal ? 0 : 1 + (at % 3)))
    expect(await count('claimed')).toBe(had.reduce((sum, pieces) => sum + pieces, 0))
    expect((await count('free')) + (await count('claimed'))).toBe(20)
    for (const [at, member] of ids.entries()) {
      const account = await programme.store.get(accounts, `${member}.1`)
      expect(account?.available).toBe(50 - 5 * (had[at] ?? 0))
    }
  })

  test.each([21, 22, 23, 24])('on a failing store all of them or none are had (seed %i)', async (seed) => {
    const faulty = faultyStore(new MemoryStore(), { error: 40, lostReply: 40, late: 60 }, seed)
    const programme = new Programme({ store: faulty.store, seed })
    await settled(async () => ((await programme.ops()('ops.init', {}, 'init')).ok ? null : new Refusal('busy')))
    const members = await withMembers(8, programme)
    await settled(() => makeUnits(workOn(programme), 'cup', { from: 1, to: 11 }))
    const outcomes = await Promise.all(
      members.map((member) =>
        settled(() =>
          redeem(workOn(programme), member, wanting(programme, `k-${member}`, { points: 10, quantity: 2 })),
        ),
      ),
    )
    faulty.heal()
    await faulty.quiet()
    await swept(programme)
    const had = outcomes.filter((outcome) => !(outcome instanceof Refusal)).length
    expect(await programme.store.count(units, { sku: 'cup', state: 'claimed' })).toBe(2 * had)
    expect(await programme.store.count(units, { sku: 'cup', state: 'free' })).toBe(11 - 2 * had)
  })

  test('that were taken back go to the stock once, however often that is done', async () => {
    const { programme, ids, count } = await shop(1, 3)
    const [member = ''] = ids
    await redeem(workOn(programme), member, wanting(programme, 'k-1', { points: 15, quantity: 3 }))
    const op = `rd|${member}|k-1`
    await Promise.all(Array.from({ length: 5 }, () => returnPieces(workOn(programme), op, 3)))
    // The first is the order itself, which its module takes back.
    expect([await count('free'), await count('claimed'), await count('returned')]).toEqual([2, 1, 2])
    await swept(programme)
  })
})

describe('a unit', () => {
  test('has from the claim on what its module keeps with it, also when the sweeper claims it', async () => {
    const { programme, ids } = await shop(2, 2)
    const [mei = '', lan = ''] = ids
    const own = { note: '杯子' }
    await redeem(workOn(programme), mei, wanting(programme, 'k-1', { own }))
    expect(await unitOf(workOn(programme), units, `rd|${mei}|k-1`)).toMatchObject({
      ...own,
      state: 'claimed',
      member: mei,
    })
    const work = workOn(programme)
    const dying = {
      ...work,
      store: { ...work.store, updateAny: () => Promise.reject(new Error('the function was ended here')) },
    }
    await expect(redeem(dying, lan, wanting(programme, 'k-2', { own }))).rejects.toThrow('ended here')
    await swept(programme)
    expect(await unitOf(workOn(programme), units, `rd|${lan}|k-2`)).toMatchObject({
      ...own,
      state: 'claimed',
      member: lan,
    })
  })

  test('of what is unlimited is made for whoever claims it, once for each command', async () => {
    const { programme, ids } = await shop(1, 0)
    const [member = ''] = ids
    const ask = (key: string) =>
      redeem(workOn(programme), member, wanting(programme, key, { sku: 'tea', quantity: 4, isUnlimited: true }))
    const first = await ask('k-1')
    expect(first).toMatchObject({ balance: 45 })
    expect(await ask('k-1')).toEqual(first)
    expect(await ask('k-2')).toMatchObject({ balance: 40 })
    expect(await programme.store.count(units, { sku: 'tea', state: 'claimed' })).toBe(2)
    await swept(programme)
  })
})
