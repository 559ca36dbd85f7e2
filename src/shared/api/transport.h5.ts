import { browserCaller } from './caller.h5'
import type { Transport } from './types'

/** Longer than a function may run, so that only a dead connection is given up. */
const TIMEOUT_MS = 25_000

/** Posts to local-cloud, which stands in for the cloud when the app runs in a browser. */
export function createBrowserTransport(): { transport: Transport; caller: string } {
  const caller = browserCaller()
  return {
    caller,
    async transport(door, envelope) {
      const cut = new AbortController()
      const timer = setTimeout(() => cut.abort(), TIMEOUT_MS)
      try {
        const response = await fetch(`/functions/${door}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-wx-openid': caller },
          body: JSON.stringify(envelope),
          signal: cut.signal,
        })
        if (!response.ok) throw new Error(`local-cloud answered ${response.status}`)
        return await response.json()
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
