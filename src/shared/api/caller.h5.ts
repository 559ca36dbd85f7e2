import { keyValueStore } from './store'

const VISITOR_KEY = 'visitor'

let known: string | undefined

function namedOrVisitor(): string {
  const asked = /[?&]as=([^&#]+)/.exec(location.href)?.[1]
  if (asked) return decodeURIComponent(asked)
  const kept = keyValueStore.get(VISITOR_KEY)
  if (kept) return kept
  // Never all digits: test personas and real openids must not be met by chance.
  const visitor = `visitor-${Math.random().toString(36).slice(2, 12)}`
  keyValueStore.set(VISITOR_KEY, visitor)
  return visitor
}

/**
 * Who calls from a browser, where nobody is signed in to WeChat: the address names the caller, or this browser is one
 * visitor. Read once, at the start: the address changes as the app navigates.
 */
export function browserCaller(): string {
  known ??= namedOrVisitor()
  return known
}
