import type { Page } from 'playwright-core'

/** Makes every text of a page larger, as somebody has it who does not see well: the letters grow, and boxes must follow. */
export function enlargeText(page: Page, scale: number): Promise<void> {
  return page.evaluate((times) => {
    const elements = [...document.querySelectorAll<HTMLElement>('.page, .page *')]
    const sizes = elements.map((element) => Number.parseFloat(getComputedStyle(element).fontSize))
    elements.forEach((element, at) => {
      element.style.fontSize = `${times * (sizes[at] ?? 0)}px`
    })
  }, scale)
}
