import { faultyStore } from '../../../../test/kit/faulty-store'
import { Programme } from '../../../../test/kit/programme'
import { allAccounts, liveDays, open } from '../../../../test/kit/random-ledger'
import { workIn } from '../../../../test/kit/spend'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { startOfDateMs } from '../../../kernel/business-date'
import { Busy } from '../../../platform/guarded-store'
import type { JobPosition } from '../../../platform/jobs'
import { OutcomeUnknown, type Store } from '../../../platform/store'
import { closeJob } from './close-job'
import type { Close } from './domain/close'
import { reconcile } from './reconcile'
import { closeOf, closes, slicesOf } from './store'

const FIRST = '2026-03-10'
const AFTER_FIRST = '2026-03-11T00:10:00+08:00'

/** A programme whose first day, with so many members, is over and not closed. */
async function dayOver(members: number, store: Store = new MemoryStore()): Promise<Programme> {
  const programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00', store })
  await closeAll(programme)
  for (let number = 0; number < members; number += 1) await open(programme, idOf(number), 10)
  programme.at(AFTER_FIRST)
  return programme
}

const idOf = (number: number) => `m${String((number * 7_919) % 100_003).padStart(6, '0')}`

async function closeAll(programme: Programme, from: JobPosition = null): Promise<readonly JobPosition[]> {
  const positions: JobPosition[] = [from]
  do {
    const { next } = await closeJob.slice(workIn(programme), positions.at(-1) ?? null)
    positions.push(next)
  } while (positions.at(-1) !== null)
  return positions
}

async function documents(programme: Programme): Promise<readonly Close[]> {
  const found: Close[] = []
  for (const kind of ['day', 'slice']) {
    const page = await programme.store.find(closes, { index: 'byKind', equals: { kind }, limit: 1_000 })
    found.push(...page.items)
  }
  return found
}

/** Every account that was there on the day, in one slice and no other; the day adds up; nothing to be found. */
async function assertClosed(programme: Programme, members: number): Promise<void> {
  const day = await closeOf(workIn(programme), FIRST)
  expect(day).toMatchObject({
    accounts: members,
    closing: [{ cohort: '2026-03', points: members * 10 }],
    unaccounted: [],
  })
  const slices = await slicesOf(workIn(programme), FIRST, day?.slices ?? 0)
  expect(slices.map(({ after }) => after)).toEqual(['', ...slices.slice(0, -1).map(({ upTo }) => upTo)])
  expect(slices.at(-1)?.upTo).toBeNull()
  expect(slices.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(members)
  let cursor: string | undefined
  do {
    const { findings, next } = await reconcile(workIn(programme), { since: FIRST, ...(cursor ? { cursor } : {}) })
    expect(findings).toEqual([])
    cursor = next ?? undefined
  } while (cursor !== undefined)
}

test('a day is closed from ten minutes after its end, in slices, by the timer', async () => {
  const programme = await dayOver(700)
  programme.nowMs -= 1
  await programme.tick()
  expect(await closeOf(workIn(programme), FIRST)).toBeNull()
  programme.at('2026-03-11T00:20:00+08:00')
  await programme.tick()
  expect((await closeOf(workIn(programme), FIRST))?.slices).toBe(3)
  await assertClosed(programme, 700)
})

test('a second run, and a late one from every position of the first, changes nothing', async () => {
  const programme = await dayOver(700)
  const positions = await closeAll(programme)
  const before = await documents(programme)
  programme.nowMs += 60_000
  await open(programme, 'm050000', 70)
  await closeAll(programme)
  for (const position of positions) await closeAll(programme, position)
  expect(await documents(programme)).toEqual(before)
  await assertClosed(programme, 700)
})

test('a step that ended before it was noted is taken again over the same accounts, whoever has joined meanwhile', async () => {
  const programme = await dayOver(700)
  const dying = await closeJob.slice(workIn(programme), null)
  expect(dying.next).toMatch(/"slice":1/)
  for (let number = 0; number < 40; number += 1)
    await open(programme, `m${String(number * 2_477).padStart(6, '0')}x`, 5)
  await closeAll(programme)
  await assertClosed(programme, 700)
})

test.each([1, 2, 3, 5, 8])(
  'a function that ends at its write %d while it closes three days leaves what the next completes',
  async (write) => {
    const memory = new MemoryStore()
    let left = Number.POSITIVE_INFINITY
    const mortal: Store = Object.create(memory)
    mortal.insert = async (collection, document) => {
      left -= 1
      if (left < 0) throw new Error('the function was ended here')
      return memory.insert(collection, document)
    }
    const programme = await dayOver(400, mortal)
    programme.at('2026-03-13T01:00:00+08:00')
    left = write
    await expect(closeAll(programme)).rejects.toThrow('ended here')
    left = Number.POSITIVE_INFINITY
    await open(programme, 'm000001x', 70)
    // By then another day is over: the round is a longer one, over the same slices.
    programme.at('2026-03-14T01:00:00+08:00')
    await closeAll(programme)
    await assertClosed(programme, 400)
    expect(await closeOf(workIn(programme), '2026-03-13')).toMatchObject({ accounts: 401, unaccounted: [] })
  },
)

test('two instances at once, each with others joining in between, write one close', async () => {
  const programme = await dayOver(700)
  const joining = async () => {
    for (let number = 0; number < 30; number += 1)
      await open(programme, `m${String(number * 3_331).padStart(6, '0')}x`, 5)
  }
  await Promise.all([closeAll(programme), joining(), closeAll(programme), closeAll(programme)])
  await assertClosed(programme, 700)
})

test('under lost, late and repeated writes the same close is reached', async () => {
  const faulty = faultyStore(new MemoryStore(), { error: 60, lostReply: 60, late: 60 }, 11)
  const settled = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let attempt = 0; attempt < 500; attempt += 1) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof Busy || error instanceof OutcomeUnknown)) throw error
      }
    }
    throw new Error('never settled')
  }
  const programme = new Programme({ store: faulty.store, at: '2026-03-10T10:00:00+08:00' })
  for (let attempt = 0; attempt < 500; attempt += 1) if ((await programme.ops()('ops.init', {}, 'init')).ok) break
  await settled(() => closeAll(programme))
  for (let number = 0; number < 30; number += 1) await settled(() => open(programme, idOf(number), 10))
  programme.at('2026-03-14T01:00:00+08:00')
  await Promise.all([settled(() => closeAll(programme)), settled(() => closeAll(programme))])
  await faulty.quiet()
  faulty.heal()
  expect(Math.min(...Object.values(faulty.fired))).toBeGreaterThan(0)
  await closeAll(programme)
  await assertClosed(programme, 30)
})

test('a clock that was set back closes nothing twice', async () => {
  const programme = await dayOver(5)
  await closeAll(programme)
  const before = await documents(programme)
  programme.nowMs = startOfDateMs('2026-01-01')
  expect(await closeAll(programme)).toEqual([null, null])
  expect(await documents(programme)).toEqual(before)
})

test('days of a life that was never closed are all closed, the journal pages of the busiest read as far back as they must', async () => {
  const programme = await Programme.start({ at: '2026-03-10T01:00:00+08:00' })
  await closeAll(programme)
  await liveDays(programme, { days: 3, members: 2, seed: 5, perDay: 150 }, async () => {})
  expect((await allAccounts(programme)).some(({ journalPage }) => journalPage > 3)).toBe(true)
  await closeAll(programme)
  for (const date of ['2026-03-10', '2026-03-11', '2026-03-12']) {
    expect(await closeOf(workIn(programme), date)).toMatchObject({ unaccounted: [], findingsCount: 0 })
  }
  const { findings } = await reconcile(workIn(programme), { since: '2026-03-12' })
  expect(findings).toEqual([])
})
