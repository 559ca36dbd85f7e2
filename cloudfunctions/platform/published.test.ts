import { MemoryStore } from '../adapters/memory/memory-store'
import { PublishedDocuments, published, publishVersion } from './published'

const BODY = { points: 5 }

async function started() {
  const store = new MemoryStore()
  await store.createCollection(published)
  let elapsedMs = 0
  const documents = new PublishedDocuments(() => elapsedMs)
  const publish = (after: number, body: Record<string, number>, nowMs: number) =>
    publishVersion(store, { kind: 'settings', id: 'programme', after, body, nowMs })
  const versionAt = async (atMs: number) =>
    (await documents.inForce(store, 'settings', 'programme', atMs))?.version ?? 0
  return {
    store,
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
  expect(outcomes.filter((outcome) => outcome === 'published')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(9)
})

test('a version that a hand has edited is passed over, and the last good one stays in force', async () => {
  const { store, publish, versionAt, pass } = await started()
  await publish(0, BODY, 0)
  await publish(1, { points: 6 }, 0)
  await store.update(published, { _id: 'settings|programme|2' }, { set: { body: { points: 600 } } })
  pass(5_000)
  expect(await versionAt(100_000)).toBe(1)
})
