import type { Collection, Document } from '../../../cloudfunctions/platform/store'
import type { WatchedStore } from '../world/watched-store'

const MOST = 1_000

/** Every document of a collection, whatever its indexes are. */
export async function all<D extends Document>(store: WatchedStore, collection: Collection<D>): Promise<readonly D[]> {
  const byId: Collection<D> = { ...collection, indexes: [{ name: 'byId', fields: ['_id'] }] }
  return (await store.find(byId, { index: 'byId', limit: MOST })).items
}
