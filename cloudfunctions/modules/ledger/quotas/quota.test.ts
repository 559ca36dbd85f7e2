import { faultyStore } from '../../../../test/kit/faulty-store'
import { held } from '../../../../test/kit/held-store'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { Programme } from '../../../../test/kit/programme'
import { awardEvent, settled, withMembers } from '../../../../test/kit/settled'
import { workOn } from '../../../../test/kit/work-on'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { Refusal } from '../../../kernel/refusal'
import type { CountedStore } from '../../../platform/guarded-store'
import type { Change, Collection, Document, Where } from '../../../platform/store'
import { applyEvent } from '../events/event'
import { createQuota, quotas, takeFromQuota } from './quota'

/** A store in which somebody else makes the quota just after it was asked for in vain. */
class MadeMeanwhile extends MemoryStore {
  private isMade = false

  override async update<D extends Document>(collection: Collection<D>, where: Where<D>, change: Change<D>) {
    const isWritten = await super.update(collection, where, change)
    if (collection.name !== quotas.name || this.isMade) return isWritten
    this.isMade = true
    await createQuota(workOn(new Programme({ store: this })), { id: 'summer', shards: 1 }, [1])
    return isWritten
  }
}

test('a quota that another makes in the moment of the first asking refuses nobody for whom it has enough', async () => {
  const programme = await Programme.start({ store: new MadeMeanwhile() })
  const summer = { id: 'summer', shards: 1, parts: [1] }
  expect(await takeFromQuota(workOn(programme), summer, { op: 'a', amount: 1 })).toBe('taken')
  expect(await takeFromQuota(workOn(programme), summer, { op: 'b', amount: 1 })).toBe('none_left')
})

/** Of one operation in sixteen the shard is looked at; of those below that begin so it is not. */
const NOT_LOOKED_AT = 'calm'

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

  test('costs a new operation the same few calls after one generation as after five, and remembers every old one', async () => {
    const programme = await Programme.start()
    await createQuota(workOn(programme), BUDGET, 3_000)
    const callsOf = async (wanted: Parameters<typeof takeFromQuota>[2], instance = programme) => {
      const work = workOn(instance)
      expect(await takeFromQuota(work, BUDGET, wanted)).toBe('taken')
      return (work.store as CountedStore).calls()
    }
    let number = 0
    for (const generation of [1, 5]) {
      for (; !(await programme.store.get(quotas, `spring|0|${generation}`)); number += 1)
        await takeFromQuota(workOn(programme), BUDGET, { op: `op${number}`, amount: 1, isNew: true })
      const elsewhere = new Programme({ store: programme.store })
      const take = (op: string, instance?: Programme) =>
        callsOf({ op: `${NOT_LOOKED_AT}${generation}${op}`, amount: 1, isNew: true }, instance)
      expect(await take('0')).toBe(1)
      // An instance that does not know of the generation finds it with its first operation.
      expect([await take('1', elsewhere), await take('2', elsewhere)]).toEqual([4, 1])
    }
    for (const old of [0, 500, 1_000, number - 1]) await callsOf({ op: `op${old}`, amount: 1 })
    const shards = await programme.store.find(quotas, { index: 'byQuota', equals: { quota: 'spring' }, limit: 100 })
    const decided = shards.items.flatMap((shard) => shard.decided)
    expect(new Set(decided.map(({ op }) => op)).size).toBe(decided.length)
    expect((shards.items.at(-1)?.left ?? 0) + decided.length).toBe(3_000)
  })

  test.each([1, 2, 3, 4, 5, 6])(
    'that goes on in a next generation while the store fails gives each operation one answer (seed %i)',
    async (seed) => {
      const memory = new MemoryStore()
      const faulty = faultyStore(memory, { error: 0, lostReply: 150, late: 150 }, seed)
      const programme = new Programme({ store: faulty.store, seed })
      await settled(async () => ((await programme.ops()('ops.init', {}, 'init')).ok ? null : new Refusal('busy')))
      await settled(() => createQuota(workOn(programme), BUDGET, 30))
      const old = Array.from({ length: 480 }, (_, nth) => ({ op: `old-${nth}`, amount: -1 }))
      await memory.update(quotas, { _id: 'spring|0|0' }, { set: { decided: old } })
      const told = await Promise.all(
        Array.from({ length: 60 }, async (_, nth) => {
          const wanted = { op: `op${nth}`, amount: 1 }
          // Asked again, an operation is no longer new.
          const first = takeFromQuota(workOn(programme), BUDGET, { ...wanted, isNew: true })
          return first.catch(() => settled(() => takeFromQuota(workOn(programme), BUDGET, wanted)))
        }),
      )
      faulty.heal()
      await faulty.quiet()
      for (const [nth, first] of told.entries())
        expect(await takeFromQuota(workOn(programme), BUDGET, { op: `op${nth}`, amount: 1 })).toBe(first)
      const shards = await programme.store.find(quotas, { index: 'byQuota', equals: { quota: 'spring' }, limit: 100 })
      const taken = shards.items.flatMap(({ decided }) => decided).filter(({ amount }) => amount > 0)
      expect(taken.map(({ op }) => op).sort()).toEqual(
        told.flatMap((answer, nth) => (answer === 'taken' ? [`op${nth}`] : [])).sort(),
      )
      expect((shards.items.at(-1)?.left ?? 0) + taken.length).toBe(30)
      expect(shards.items.length).toBeGreaterThan(1)
    },
  )

  test.each([
    [10, 'taken'],
    [101, 'none_left'],
  ] as const)(
    'that is asked for %i by two at once, and sealed between them, answers both the same: %s',
    async (amount, answer) => {
      const programme = await Programme.start()
      await createQuota(workOn(programme), BUDGET, 100)
      const waiting = held(programme.store, quotas.name)
      const first = takeFromQuota(workOn(new Programme(waiting)), BUDGET, { op: 'a', amount, isNew: true })
      await waiting.reached
      expect(await takeFromQuota(workOn(programme), BUDGET, { op: 'a', amount })).toBe(answer)
      await programme.store.update(quotas, { _id: 'spring|0|0' }, { set: { sealed: true } })
      expect(await takeFromQuota(workOn(programme), BUDGET, { op: 'b', amount: 1 })).toBe('taken')
      waiting.release()
      expect(await first).toBe(answer)
      const newest = await programme.store.get(quotas, 'spring|0|1')
      expect(newest?.decided).toEqual([{ op: 'b', amount: 1 }])
    },
  )

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

  test('grows by a shard: who asked before it did asks the same shards again, and none gives twice', async () => {
    const programme = await Programme.start()
    const [small, grown] = [
      { id: 'grows', shards: 1 },
      { id: 'grows', shards: 2 },
    ]
    await createQuota(workOn(programme), small, [3])
    const ask = (quota: typeof small, op: string) => takeFromQuota(workOn(programme), quota, { op, amount: 1 })
    const first = []
    for (const op of ['a', 'b', 'c', 'd']) first.push(await ask(small, op))
    expect(first).toEqual(['taken', 'taken', 'taken', 'none_left'])
    await createQuota(workOn(programme), grown, [3, 2])
    const later = []
    for (const op of ['e', 'f', 'g']) later.push(await ask(grown, op))
    expect(later).toEqual(['taken', 'taken', 'none_left'])
    for (const [at, op] of ['a', 'b', 'c', 'd'].entries()) expect(await ask(small, op)).toBe(first[at])
    await expect(createQuota(workOn(programme), grown, [3])).rejects.toThrow('1 parts for 2 shards')
  })
})
