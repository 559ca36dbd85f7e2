import type { Page } from 'playwright-core'

/** Texts on a page that cannot be read to their end: cut off, spilling out of their box, or beside the screen. */
export function clippedTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const clipped = new Set<string>()
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const text = texts.currentNode.textContent?.trim()
      const box = texts.currentNode.parentElement
      if (!text || !box?.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
      const style = getComputedStyle(box)
      // An ellipsis says that there is more, and was meant; so was a row that a finger moves sideways.
      const isInRow = box.closest('[class*="scrollx"], [class*="scroll-x"]') !== null
      const isMeant = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none' || isInRow
      const spills = style.display !== 'inline' && box.scrollWidth > box.clientWidth + 1
      const range = document.createRange()
      range.selectNodeContents(texts.currentNode)
      const isBeside = [...range.getClientRects()].some(({ left, right }) => left < -1 || right > innerWidth + 1)
      if ((spills || isBeside) && !isMeant) clipped.add(text)
    }
    return [...clipped]
  })
}
