import type { Sdk } from '../fixture/sdk'
import { TestCloud } from '../fixture/test-cloud'

const local = new TestCloud()

beforeAll(async () => {
  await local.start()
  await local.run(async ({ db }: Sdk) => db.createCollection('plain'))
}, 60_000)
afterEach(() => local.http('POST', '/_local/faults', {}))
afterAll(() => local.remove())

const setFaults = async (faults: object) => (await local.http('POST', '/_local/faults', faults)).json()
const fired = async () => (await local.http('GET', '/_local/faults')).json().fired

/** Inserts so many documents one after the other and answers which of them the SDK said were written. */
const insert = (prefix: string, times: number) =>
  local.run(
    async ({ db }: Sdk, input: { prefix: string; times: number }) => {
      const written: string[] = []
      for (let at = 0; at < input.times; at++) {
        const _id = `${input.prefix}${at}`
        await db
          .collection('plain')
          .add({ data: { _id } })
          .then(
            () => written.push(_id),
            () => undefined,
          )
      }
      return written
    },
    { prefix, times },
  )

const stored = async (prefix: string): Promise<string[]> => {
  const query = encodeURIComponent(JSON.stringify({ _id: { $regex: `^${prefix}` } }))
  const { items } = (await local.http('GET', `/_local/collections/plain?limit=500&query=${query}`)).json()
  return items.map(({ _id }: { _id: string }) => _id)
}

test('an error is told before anything was written', async () => {
  await setFaults({ errorRate: 1 })
  expect(await insert('e', 20)).toEqual([])
  expect(await stored('e')).toEqual([])
  expect(await fired()).toMatchObject({ error: 20, lostReply: 0 })
})

test('a lost reply took effect, and the SDK is told otherwise', async () => {
  await setFaults({ lostReplyRate: 1, seed: 3 })
  expect(await insert('l', 20)).toEqual([])
  expect(await stored('l')).toHaveLength(20)
  expect(await fired()).toMatchObject({ lostReply: 20 })
})

test('a late write takes effect after the SDK was told that it failed', async () => {
  await setFaults({ lateApplyRate: 1 })
  expect(await insert('t', 1)).toEqual([])
  expect(await stored('t')).toEqual([])
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(await stored('t')).toHaveLength(1)
})

test('latency delays every request', async () => {
  await setFaults({ latencyMs: 40 })
  const startedMs = performance.now()
  expect(await insert('w', 5)).toHaveLength(5)
  expect(performance.now() - startedMs).toBeGreaterThan(200)
  expect(await fired()).toMatchObject({ latency: 5 })
})

test('one seed gives the same faults again', async () => {
  const faults = { errorRate: 0.3, lostReplyRate: 0.2, lateApplyRate: 0.1, seed: 7 }
  await setFaults(faults)
  const first = await insert('a', 60)
  const counts = await fired()
  await setFaults(faults)
  const second = await insert('b', 60)
  expect(second.map((id) => id.slice(1))).toEqual(first.map((id) => id.slice(1)))
  expect(await fired()).toEqual(counts)
  expect(Math.min(counts.error, counts.lostReply, counts.lateApply)).toBeGreaterThan(0)
})

test.each([
  ['a rate above one', { errorRate: 1.1 }],
  ['a rate below zero', { lostReplyRate: -0.1 }],
  ['rates that add up to more than one', { errorRate: 0.6, lostReplyRate: 0.6 }],
  ['a rate that is a word', { errorRate: 'often' }],
])('%s is refused', async (_name, faults) => {
  expect((await local.http('POST', '/_local/faults', faults)).status).toBe(400)
})
