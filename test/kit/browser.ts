import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchBrowser } from './browser-program'

export { launchBrowser }

export interface PhoneOptions {
  /** Where the server is: every request to another one is a problem. */
  readonly address: string
  readonly colorScheme?: 'light' | 'dark'
  readonly viewport?: { readonly width: number; readonly height: number }
  /** What the phone's own clock says; it stands still there, while timers run on. */
  readonly now?: string
}

/** One person's browser, and everything that went wrong in it. */
export interface Phone {
  readonly page: Page
  readonly context: BrowserContext
  /** One line for each error on a page or its console and each request that left the server. */
  readonly problems: string[]
  /** Does something during which a problem of this kind belongs to the test. */
  during(expected: RegExp, act: () => Promise<void>): Promise<void>
  close(): Promise<void>
}

export async function openPhone(browser: Browser, options: PhoneOptions): Promise<Phone> {
  const { address, colorScheme = 'light', viewport = { width: 375, height: 812 }, now } = options
  const context = await browser.newContext({ baseURL: address, viewport, colorScheme, locale: 'zh-CN', hasTouch: true })
  // tsx compiles named functions into calls of this helper, which a function sent into a page leaves behind.
  await context.addInitScript('globalThis.__name = (named) => named')
  const problems: string[] = []
  let expected: RegExp | undefined
  const note = (problem: string) => {
    if (!expected?.test(problem)) problems.push(problem)
  }
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== new URL(address).origin) note(`a request to ${origin}`)
  })
  context.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => note(`page: ${error.error().stack ?? error.error().message}`))
  const page = await context.newPage()
  if (now) await page.clock.setFixedTime(now)
  return {
    page,
    context,
    problems,
    async during(pattern, act) {
      expected = pattern
      await act()
      expected = undefined
    },
    close: () => context.close(),
  }
}

/** What `page` shows that its fonts cannot draw: each such character once. */
export async function missingGlyphs(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const canvas = new OffscreenCanvas(32, 32)
    const pen = canvas.getContext('2d', { willReadFrequently: true })
    if (!pen) throw new Error('no canvas')
    const drawn = (text: string, family: string) => {
      pen.clearRect(0, 0, 32, 32)
      pen.font = `20px ${family}`
      pen.fillText(text, 2, 24)
      return pen.getImageData(0, 0, 32, 32).data.join()
    }
    // A private code point that no font here has: what it draws is what every missing character draws.
    const nothing = '\ue5aa'
    const missing = new Set<string>()
    const known = new Set<string>()
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const parent = texts.currentNode.parentElement
      if (!parent?.checkVisibility()) continue
      const family = getComputedStyle(parent).fontFamily
      for (const character of texts.currentNode.textContent ?? '') {
        if (/\s/.test(character) || known.has(family + character)) continue
        known.add(family + character)
        if (drawn(character, family) === drawn(nothing, family)) missing.add(character)
      }
    }
    return [...missing]
  })
}

/** Until a page of the app shows what it is for, and nothing on it is moving any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const shown = [...document.querySelectorAll('.page')].filter((element) => element.checkVisibility())
    // A page that was asked for may not be there yet, and one that comes in stands beside the screen before it moves.
    const routeOf = (path: string) => path.split('?')[0]
    const route = routeOf(location.hash.slice(1))
    const isThat = !route || shown.some((element) => routeOf(element.closest('.taro_page')?.id ?? '') === route)
    const isIn = shown.every(
      (element) => Math.abs(element.closest('.taro_page')?.getBoundingClientRect().left ?? 0) < 1,
    )
    const isThere =
      shown.length > 0 && shown.every((element) => element.textContent && !element.querySelector('.skeleton'))
    return isThat && isIn && isThere && document.getAnimations().every(({ playState }) => playState !== 'running')
  })
}
