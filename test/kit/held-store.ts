import type { Store } from '../../cloudfunctions/platform/store'
import { latch } from './latch'

/** A store of which one call to a collection, the first update where nothing else is said, waits until it is let go. */
export function held(
  store: Store,
  collection: string,
  { call = 'update', after = 0 }: { call?: 'update' | 'insert' | 'get' | 'find'; after?: number } = {},
) {
  const { reached, wait, release } = latch()
  let calls = 0
  const through = new Proxy(store, {
    get: (target, name) => {
      const value = target[name as keyof Store]
      if (typeof value !== 'function') return value
      const pass = value.bind(target) as (...args: unknown[]) => Promise<unknown>
      if (name !== call) return pass
      return async (...args: unknown[]) => {
        const isWatched = (args[0] as { name: string }).name === collection
        if (isWatched) calls += 1
        if (isWatched && calls === after + 1) await wait()
        return pass(...args)
      }
    },
  })
  return { store: through, reached, release }
}
