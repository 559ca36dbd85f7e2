import type { Store } from '../../cloudfunctions/platform/store'

/** A store whose first update of a collection waits until it is let go. */
export function held(store: Store, collection: string) {
  let release = () => {}
  let reach = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  const reached = new Promise<void>((resolve) => (reach = resolve))
  let isFirst = true
  const update: Store['update'] = async (where, ...rest) => {
    if (where.name === collection && isFirst) {
      isFirst = false
      reach()
      await released
    }
    return store.update(where, ...rest)
  }
  const through = new Proxy(store, {
    get: (target, name) => {
      const value = name === 'update' ? update : target[name as keyof Store]
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { store: through, reached, release: () => release() }
}
