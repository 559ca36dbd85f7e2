import type { Store } from './store'

/**
 * A store for the queries of one request: a document or page that one of them has read is not read again.
 * Only for work that writes nothing.
 */
export function rememberReads(store: Store): Store {
  const read = new Map<string, Promise<unknown>>()
  const once = <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const known = read.get(name)
    if (known) return known as Promise<T>
    const reading = work()
    read.set(name, reading)
    return reading
  }
  return {
    ...store,
    get: (collection, id) => once(`get|${collection.name}|${id}`, () => store.get(collection, id)),
    find: (collection, find) =>
      once(`find|${collection.name}|${JSON.stringify(find)}`, () => store.find(collection, find)),
  }
}
