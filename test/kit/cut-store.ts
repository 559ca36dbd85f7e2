import type { Store } from '../../cloudfunctions/platform/store'

const WRITES: ReadonlySet<string> = new Set(['insert', 'update', 'updateAny', 'remove'])

/** A store whose caller ends when it wants to write once more, as a function does at its time limit: from then on no call goes out. */
export function cutStore(store: Store) {
  let left = Number.POSITIVE_INFINITY
  let isEnded = false
  const written: unknown[] = []
  const through = new Proxy(store, {
    get: (target, name) => {
      const value = target[name as keyof Store]
      if (typeof value !== 'function') return value
      const call = value.bind(target) as (...args: unknown[]) => Promise<unknown>
      return async (...args: unknown[]) => {
        const isWrite = WRITES.has(String(name))
        isEnded ||= isWrite && left === 0
        if (isEnded) throw new Error('the function was ended here')
        if (isWrite) {
          left -= 1
          written.push(args)
        }
        return call(...args)
      }
    },
  })
  return {
    store: through,
    /** All that was ever asked to be written. */
    written,
    cutAfter: (writes: number) => {
      left = writes
    },
    /** The next function. */
    goOn: () => {
      left = Number.POSITIVE_INFINITY
      isEnded = false
    },
  }
}
