import { Programme } from '../../test/kit/programme'
import { type Work, workOf } from './context'
import { Busy, guardStore } from './guarded-store'
import { dueJob, goThrough, type Job, runJob, seenCursors } from './jobs'
import { registryOf } from './module'
import { type Document, defineCollection, OutcomeUnknown } from './store'
import { tick } from './tick'

/** A job that counts to three in slices of one that take so many turns, and notes where each began. */
function countingJob(ran: string[], turns = 0): Job {
  return {
    name: 'counting',
    everyMinutes: 10,
    async slice(work, position) {
      ran.push(position ?? 'start')
      for (let turn = 0; turn < turns; turn += 1) await work.sleep(1)
      const next = Number(position ?? 0) + 1
      return { done: 1, next: next < 3 ? String(next) : null }
    },
  }
}

async function started() {
  const programme = await Programme.start()
  const newWork = (): Work => {
    const guard = { timeLeftMs: () => 20_000, sleep: programme.ports.sleep, random: programme.ports.random }
    return workOf(programme.ports, registryOf([]), guardStore(programme.store, guard), guard.timeLeftMs)
  }
  return { programme, newWork }
}

test('a job goes on where its last slice ended, and after the last waits for its schedule', async () => {
  const { programme, newWork } = await started()
  const ran: string[] = []
  const job = countingJob(ran)
  for (let slice = 0; slice < 3; slice += 1) await runJob(newWork(), job, 'if_due')
  expect(ran).toEqual(['start', '1', '2'])
  expect(await runJob(newWork(), job, 'if_due')).toBe('not_due')
  programme.nowMs += 10 * 60_000
  expect(await runJob(newWork(), job, 'if_due')).toEqual({ done: 1, isFinished: false })
})

test('of ten instances that tick at once one does the slice', async () => {
  const { newWork } = await started()
  const ran: string[] = []
  const job = countingJob(ran, 200)
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => runJob(newWork(), job, 'if_due')))
  expect(ran).toEqual(['start'])
  expect(outcomes.filter((outcome) => outcome === 'held')).toHaveLength(9)
})

test('a lease that a dead function left behind ends by itself, and the slice is done again', async () => {
  const { programme, newWork } = await started()
  const ran: string[] = []
  const dying: Job = {
    ...countingJob(ran),
    slice: async () => {
      throw new Error('the function was ended here')
    },
  }
  await expect(runJob(newWork(), dying, 'now')).rejects.toThrow('ended here')
  expect(await runJob(newWork(), countingJob(ran), 'now')).toBe('held')
  programme.nowMs += 90_000
  expect(await runJob(newWork(), countingJob(ran), 'now')).toEqual({ done: 1, isFinished: false })
  expect(ran).toEqual(['start'])
})

test('a clock that was set back does not leave a job waiting for a day that was', async () => {
  const { programme, newWork } = await started()
  const ran: string[] = []
  const job = countingJob(ran)
  for (let slice = 0; slice < 3; slice += 1) await runJob(newWork(), job, 'if_due')
  programme.nowMs -= 24 * 60 * 60_000
  expect(await runJob(newWork(), job, 'if_due')).toEqual({ done: 1, isFinished: false })
})

test('what an instance has leased or done is seen so by one whose clock is behind', async () => {
  const { programme, newWork } = await started()
  const ran: string[] = []
  const slow = runJob(newWork(), countingJob(ran, 200), 'if_due')
  await programme.ports.sleep(1)
  programme.nowMs -= 2_000
  expect(await runJob(newWork(), countingJob(ran), 'now')).toBe('held')
  programme.nowMs += 2_000
  await slow
  for (let slice = 1; slice < 3; slice += 1) await runJob(newWork(), countingJob(ran), 'if_due')
  programme.nowMs -= 2_000
  expect(await runJob(newWork(), countingJob(ran), 'if_due')).toBe('not_due')
  expect(ran).toEqual(['start', '1', '2'])
})

test('a position that was seen before another instance went on is read again, not done again', async () => {
  const { newWork } = await started()
  const ran: string[] = []
  const job = countingJob(ran)
  await runJob(newWork(), job, 'if_due')
  const seen = (await seenCursors(newWork(), [job])).get('counting')
  await runJob(newWork(), job, 'if_due', seen)
  expect(await runJob(newWork(), job, 'if_due', seen)).toEqual({ done: 1, isFinished: true })
  expect(ran).toEqual(['start', '1', '2'])
})

test('a tick of which no job is due makes one call, however many jobs there are', async () => {
  const programme = await Programme.start()
  const jobs = Array.from({ length: 30 }, (_, nth): Job => ({ ...countingJob([]), name: `job-${nth}` }))
  const run = tick([{ name: 'test', contract: {}, handlers: {}, jobs }], programme.ports)
  await run({ source: 'wx_trigger' })
  programme.nowMs += 60_000
  expect(await run({ source: 'wx_trigger' })).toEqual({ ran: [], failed: [] })
  expect(programme.log.at(-1)).toMatchObject({ door: 'cron', calls: 1 })
})

describe('a job of which nothing is due', () => {
  interface Thing extends Document {
    readonly dueAtMs: number | null
  }
  const things = defineCollection<Thing>({ name: 'things', indexes: [{ name: 'byDue', fields: ['dueAtMs'] }] })

  async function ticking(everyMinutes: number) {
    const programme = await Programme.start()
    await programme.store.createCollection(things)
    const job = dueJob({
      name: 'things',
      everyMinutes,
      collection: things,
      index: 'byDue',
      limit: 10,
      goOn: ({ store }, { _id }) => store.update(things, { _id }, { set: { dueAtMs: null } }),
    })
    const run = tick([{ name: 'test', contract: {}, handlers: {}, jobs: [job] }], programme.ports)
    const callsOfTick = async () => {
      programme.nowMs += 60_000
      await run({ source: 'wx_trigger' })
      return programme.log.at(-1)?.calls
    }
    await callsOfTick()
    return { programme, callsOfTick }
  }

  test('is looked for, and not leased; when something is due, the same minute does it', async () => {
    const { programme, callsOfTick } = await ticking(1)
    expect([await callsOfTick(), await callsOfTick()]).toEqual([2, 2])
    await programme.store.insert(things, { _id: 'a', dueAtMs: programme.nowMs + 90_000 })
    expect(await callsOfTick()).toBe(2)
    await callsOfTick()
    expect(await programme.store.get(things, 'a')).toEqual({ _id: 'a', dueAtMs: null })
    expect(await callsOfTick()).toBe(2)
  })

  test('waits for its schedule like one that has done something', async () => {
    const { programme, callsOfTick } = await ticking(3)
    await programme.store.insert(things, { _id: 'a', dueAtMs: programme.nowMs })
    expect([await callsOfTick(), await callsOfTick()]).toEqual([1, 1])
    expect(await programme.store.get(things, 'a')).toMatchObject({ dueAtMs: expect.any(Number) })
    await callsOfTick()
    expect(await programme.store.get(things, 'a')).toEqual({ _id: 'a', dueAtMs: null })
    expect([await callsOfTick(), await callsOfTick(), await callsOfTick()]).toEqual([1, 1, 3])
  })
})

test('a job with much to do takes turns with the others', async () => {
  const programme = await Programme.start()
  const order: string[] = []
  const job = (name: string, slices: number): Job => ({
    name,
    everyMinutes: 10,
    slice: async (_work, position) => {
      order.push(name)
      const next = Number(position ?? 0) + 1
      return { done: 1, next: next < slices ? String(next) : null }
    },
  })
  const module = { name: 'test', contract: {}, handlers: {}, jobs: [job('long', 5), job('short', 1), job('middle', 2)] }
  const run = tick([module], programme.ports)
  expect(await run({ source: 'wx_trigger' })).toMatchObject({
    ran: [{ done: 5 }, { done: 1 }, { done: 2 }],
    failed: [],
  })
  expect(order).toEqual(['long', 'short', 'middle', 'long', 'middle', 'long', 'long', 'long'])
})

test.each<[string, Error, readonly number[]]>([
  ['is at fault itself keeps nobody else waiting', new Error('edited by a hand'), [1, 2, 3]],
  ['meets a busy store ends the slice', new Busy('no time'), [1, 2]],
  ['is not known to be done ends the slice, so that it is not passed over', new OutcomeUnknown('lost'), [1, 2]],
])('of some that a slice goes through, one that %s', async (_, fault, expected) => {
  const { programme, newWork } = await started()
  const seen: number[] = []
  const went = goThrough(newWork(), [1, 2, 3], async (one) => {
    seen.push(one)
    if (one === 2) throw fault
  })
  if (expected.length === 3) await went
  else await expect(went).rejects.toThrow(fault)
  expect(seen).toEqual(expected)
  expect(programme.log.filter(({ bug }) => bug !== undefined)).toHaveLength(expected.length === 3 ? 1 : 0)
})
