import { MemoryStore } from '../adapters/memory/memory-store'
import { ANSWER_RESERVE_MS, Busy, ensureDocument, guardStore, untilSettled } from './guarded-store'
import { type Document, defineCollection, OutcomeUnknown, type Store } from './store'

const things = defineCollection<Document & { readonly by: string }>({ name: 'things' })

function guarded(store: Store, timeLeftMs = 10_000) {
  const guard = { timeLeftMs: () => timeLeftMs, sleep: async () => {}, random: () => 0.5 }
  return { ...guard, store: guardStore(store, guard) }
}

async function started(): Promise<MemoryStore> {
  const store = new MemoryStore()
  await store.createCollection(things)
  return store
}

test('no call is begun when there is only time left to answer', async () => {
  const memory = await started()
  const { store } = guarded(memory, ANSWER_RESERVE_MS - 1)
  await expect(store.insert(things, { _id: 'one', by: 'us' })).rejects.toThrow(Busy)
  await expect(store.get(things, 'one')).rejects.toThrow(Busy)
  expect(await memory.get(things, 'one')).toBeNull()
})

test('a read whose reply was lost is repeated, three times at most, and each time is counted', async () => {
  const memory = await started()
  await memory.insert(things, { _id: 'one', by: 'us' })
  let failures = 2
  const failing: Store = Object.assign(Object.create(memory), {
    get: async (collection: never, id: string) => {
      failures -= 1
      if (failures >= 0) throw new OutcomeUnknown('lost')
      return memory.get(collection, id)
    },
  })
  const { store } = guarded(failing)
  expect(await store.get(things, 'one')).toEqual({ _id: 'one', by: 'us' })
  expect(store.calls()).toBe(3)
  failures = 3
  await expect(store.get(things, 'one')).rejects.toThrow(Busy)
})

test('a document whose insertion was answered by silence is found to be ours, or to be theirs', async () => {
  const memory = await started()
  let silences = 1
  const silent: Store = Object.assign(Object.create(memory), {
    insert: async (collection: never, document: never) => {
      const outcome = await memory.insert(collection, document)
      silences -= 1
      if (silences >= 0) throw new OutcomeUnknown('lost')
      return outcome
    },
  })
  const work = guarded(silent)
  expect(await ensureDocument(work, things, { _id: 'one', by: 'us' })).toEqual({ _id: 'one', by: 'us' })
  expect(await ensureDocument(work, things, { _id: 'one', by: 'others' })).toEqual({ _id: 'one', by: 'us' })
})

test('what never settles is answered with busy, after eight attempts', async () => {
  let attempts = 0
  const work = guarded(await started())
  await expect(
    untilSettled(work, async () => {
      attempts += 1
      return 'again'
    }),
  ).rejects.toThrow(Busy)
  expect(attempts).toBe(8)
})
