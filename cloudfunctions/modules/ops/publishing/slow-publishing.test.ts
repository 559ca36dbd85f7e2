import { dataOf, Programme } from '../../../../test/kit/programme'
import { MemoryStore } from '../../../adapters/memory/memory-store'
import { LATER_VERSION_DELAY_MS, published } from '../../../platform/published'
import type { Collection, Document, Store } from '../../../platform/store'

/** A store of which the next look at what is published takes its time. */
class SlowStore extends MemoryStore {
  next: () => void = () => {}

  override find<D extends Document>(collection: Collection<D>, find: Parameters<Store['find']>[1]) {
    if (collection.name === published.name) this.next()
    return super.find(collection, find)
  }
}

test('a version that was long on its way counts no earlier after it was written than any other', async () => {
  const store = new SlowStore()
  const programme = await Programme.start({ store })
  const publish = async (welcomePoints: number) => {
    const drafts = { name: 'settings', indexes: [], rule: { read: false, write: false } } as const
    await store.remove(drafts, 'programme')
    await store.insert<Document>(drafts, { _id: 'programme', schema: 1, welcomePoints } as Document)
    return dataOf(await programme.ops()('ops.publish', { kind: 'settings', id: 'programme' }))
  }
  await publish(1)
  store.next = () => {
    store.next = () => {}
    programme.wait(12_000)
  }
  const { inForceFromMs } = await publish(2)
  expect(inForceFromMs).toBe(programme.nowMs + LATER_VERSION_DELAY_MS)
})
