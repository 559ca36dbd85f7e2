import { OutcomeUnknown, type Store } from '../../cloudfunctions/platform/store'

export const FAULTS = ['never arrives', 'reply lost', 'takes effect late', 'function ends'] as const
export type Fault = (typeof FAULTS)[number]

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A store whose call of one number fails in one way, and no other: so that every call of an operation can be tried. */
export function faultAt(store: Store, number: number, fault: Fault) {
  let calls = 0
  let hasEnded = false
  let late: Promise<unknown> = Promise.resolve()
  const fail = async (call: () => Promise<unknown>): Promise<never> => {
    if (fault === 'function ends') {
      hasEnded = true
      throw new Error('the function was ended here')
    }
    if (fault === 'reply lost') await call()
    if (fault === 'takes effect late')
      late = (async () => {
        for (let wait = 0; wait < 60; wait += 1) await turn()
        await call().catch(() => null)
      })()
    throw new OutcomeUnknown(`injected: ${fault}`)
  }
  const through = new Proxy(store, {
    get: (target, name) => {
      const value = target[name as keyof Store]
      if (typeof value !== 'function') return value
      const call = value.bind(target) as (...args: unknown[]) => Promise<unknown>
      return async (...args: unknown[]) => {
        if (hasEnded) throw new Error('the function was ended here')
        calls += 1
        return calls === number ? fail(() => call(...args)) : call(...args)
      }
    },
  })
  return {
    store: through,
    /** Whether the call of that number was ever made. */
    hasFired: () => calls >= number,
    /** Another function goes on. */
    goOn: () => {
      hasEnded = false
    },
    quiet: () => late,
  }
}
