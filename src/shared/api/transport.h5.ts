import { keyValueStore } from './store'
import type { Transport } from './types'

/** Longer than a function may run, so that only a dead connection is given up. */
const TIMEOUT_MS = 25_000
const VISITOR_KEY = 'visitor'

/** In a browser nobody is signed in to WeChat: the address names the caller, or this browser is one visitor. */
function browserCaller(): string {
  const asked = /[?&]as=([^&#]+)/.exec(location.href)?.[1]
  if (asked) return decodeURIComponent(asked)
  const kept = keyValueStore.get(VISITOR_KEY)
  if (kept) return kept
  // Never all digits: test personas and real openids must not be met by chance.
  const visitor = `visitor-${Math.random().toString(36).slice(2, 12)}`
  keyValueStore.set(VISITOR_KEY, visitor)
  return visitor
}

/** Posts to local-cloud, which stands in for the cloud when the app runs in a browser. */
export function createBrowserTransport(): { transport: Transport; caller: string } {
  // Read once: the address changes as the app navigates.
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
