import type { Store } from '../../cloudfunctions/platform/store'

/** How a function ends at a call: before it goes out, after it has come back, or with the call still on its way. */
export type Cut = 'before' | 'after' | 'late'
const CUTS: readonly Cut[] = ['before', 'after', 'late']

class Ended extends Error {}

/** A store whose caller ends at a call of its choice, and whose last call may take effect long after. */
function endingStore(store: Store) {
  let left = Number.POSITIVE_INFINITY
  let how: Cut = 'before'
  let isEnded = false
  let onItsWay: (() => Promise<unknown>) | null = null
  const through = new Proxy(store, {
    get: (target, name) => {
      const value = target[name as keyof Store]
      if (typeof value !== 'function') return value
      const call = value.bind(target) as (...args: unknown[]) => Promise<unknown>
      return async (...args: unknown[]) => {
        if (isEnded) throw new Ended()
        left -= 1
        if (left > 0) return call(...args)
        isEnded = true
        if (how === 'after') await call(...args)
        if (how === 'late') onItsWay = () => call(...args)
        throw new Ended()
      }
    },
  })
  return {
    store: through,
    endAt: (nth: number, cut: Cut) => {
      left = nth
      how = cut
      isEnded = false
    },
    isEnded: () => isEnded,
    /** The call that was on its way takes effect now. */
    arrive: async () => {
      await onItsWay?.().catch(() => null)
      onItsWay = null
    },
  }
}

export interface Attempt {
  /** The first function: it may end anywhere. */
  run(): Promise<unknown>
  /** Whoever goes on: the same command again, or the sweeper. Works on the store as it is. */
  goOn(): Promise<unknown>
  /** What has to be so in the end. */
  check(): Promise<void>
}

/**
 * Ends a function at each of its calls in each way, lets another go on, and checks what has come of it, also when the
 * call that was on its way arrives after all. Answers how many calls the whole run has.
 */
export async function endedAtEachCall(
  store: () => Promise<Store>,
  attempt: (store: Store, clean: Store) => Promise<Attempt>,
) {
  let calls = 0
  for (const cut of CUTS) {
    for (let nth = 1; ; nth += 1) {
      const clean = await store()
      const ending = endingStore(clean)
      const { run, goOn, check } = await attempt(ending.store, clean)
      ending.endAt(nth, cut)
      await run().catch((error: unknown) => {
        if (!(error instanceof Ended)) throw error
      })
      if (!ending.isEnded()) break
      calls = Math.max(calls, nth)
      await goOn()
      await check()
      await ending.arrive()
      await goOn()
      await check()
    }
  }
  return calls
}
