const fetchBefore = new WeakMap<Window, typeof fetch>()

/**
 * Takes the network from one page of this same address, the way a dead network looks to it: the browser says offline
 * and requests fail. The app inside is the app as it is; nothing in it knows of the stage.
 */
export function cutNetwork(page: Window): void {
  if (fetchBefore.has(page)) return
  fetchBefore.set(page, page.fetch)
  page.fetch = () => Promise.reject(new TypeError('Failed to fetch'))
  Object.defineProperty(page.navigator, 'onLine', { configurable: true, get: () => false })
  page.dispatchEvent(new Event('offline'))
}

export function returnNetwork(page: Window): void {
  const before = fetchBefore.get(page)
  if (!before) return
  fetchBefore.delete(page)
  page.fetch = before
  // The page's own property is gone, and the browser's answers again.
  Reflect.deleteProperty(page.navigator, 'onLine')
  page.dispatchEvent(new Event('online'))
}
