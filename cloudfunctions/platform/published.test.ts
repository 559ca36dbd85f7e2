import { MemoryStore } from '../adapters/memory/memory-store'
import { canonicalJson } from '../kernel/canonical-json'
import { sha256 } from '../kernel/digest'
import { PublishedDocuments, type PublishedVersion, published, publishVersion } from './published'
import { RecentReads } from './recent-reads'

const BODY = { points: 5 }

async function started() {
  const store = new MemoryStore()
  await store.createCollection(published)
  let elapsedMs = 0
  const documents = new PublishedDocuments(new RecentReads(() => elapsedMs))
  const publish = (after: number, body: Record<string, number>, nowMs: number) =>
    publishVersion(store, { kind: 'settings', id: 'programme', after, body, nowMs })
  const versionAt = async (atMs: number) =>
    (await documents.inForce(store, 'settings', 'programme', atMs))?.version ?? 0
  return {
    store,
    documents,
    publish,
    versionAt,
    pass: (ms: number) => {
      elapsedMs += ms
    },
  }
}

test('a first version is in force at once, a later one ten seconds after publishing', async () => {
  const { publish, versionAt, pass } = await started()
  await publish(0, BODY, 1_000)
  expect(await versionAt(1_000)).toBe(1)
  await publish(1, { points: 6 }, 50_000)
  pass(5_000)
  expect(await versionAt(59_999)).toBe(1)
  expect(await versionAt(60_000)).toBe(2)
})

test('an instance goes on with what it has read for five seconds: less than a version waits', async () => {
  const { publish, versionAt, pass } = await started()
  await publish(0, BODY, 0)
  expect(await versionAt(100_000)).toBe(1)
  await publish(1, { points: 6 }, 0)
  pass(4_999)
  expect(await versionAt(100_000)).toBe(1)
  pass(1)
  expect(await versionAt(100_000)).toBe(2)
})

test('of ten who publish the same number one does', async () => {
  const { publish } = await started()
  const outcomes = await Promise.all(Array.from({ length: 10 }, (_, points) => publish(0, { points }, 0)))
  expect(outcomes.filter((outcome) => outcome !== 'taken')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(9)
})

test.each<[string, Partial<PublishedVersion>]>([
  ['body', { body: { points: 600 } }],
  ['moment', { inForceFromMs: 5 }],
  ['retirement', { isRetired: true }],
  ['number', { version: 3 }],
  ['schema', { schema: 1 }],
  ['body, into what no version can hold,', { body: { points: 0.5 } }],
])('a version whose %s a hand has edited is passed over, and the last good one stays in force', async (_, set) => {
  const { store, publish, versionAt, pass } = await started()
  await publish(0, BODY, 0)
  await publish(1, { points: 6 }, 0)
  expect(await versionAt(100_000)).toBe(2)
  await store.update(published, { _id: 'settings|programme|2' }, { set })
  pass(5_000)
  expect(await versionAt(100_000)).toBe(1)
})

test('a version of before, whose hash is of the body alone, still counts', async () => {
  const { store, versionAt } = await started()
  const [version, inForceFromMs, schema] = [1, 0, 1] as const
  const hash = sha256(canonicalJson(BODY))
  const id = { kind: 'settings', id: 'programme' }
  await store.insert(published, {
    _id: 'settings|programme|1',
    schema,
    ...id,
    version,
    body: BODY,
    hash,
    inForceFromMs,
  })
  expect(await versionAt(0)).toBe(1)
})

test('a retired version is none, from ten seconds after on, and a next one is one again', async () => {
  const { store, publish, versionAt, documents } = await started()
  await publish(0, BODY, 0)
  await publishVersion(store, { kind: 'settings', id: 'programme', after: 1, body: BODY, nowMs: 0, isRetired: true })
  await publish(2, BODY, 20_000)
  const all = async (atMs: number) => (await documents.allInForce(store, 'settings', atMs)).map((one) => one.version)
  expect([await versionAt(9_999), await all(9_999)]).toEqual([1, [1]])
  expect([await versionAt(10_000), await all(10_000)]).toEqual([0, []])
  expect([await versionAt(30_000), await all(30_000)]).toEqual([3, [3]])
})
