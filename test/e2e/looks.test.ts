import type { Page } from 'playwright-core'
import { appPages } from '../kit/app-pages'
import { missingGlyphs, settled } from '../kit/browser'
import { clippedTexts } from '../pictures/clipped'
import { openShop } from './shop'

const shop = openShop()

/** How light a colour is, 0 to 255. */
const lightness = (page: Page, selector: string, property: 'color' | 'backgroundColor') =>
  page
    .locator(selector)
    .first()
    .evaluate((element, name) => {
      const [red = 0, green = 0, blue = 0] = (getComputedStyle(element)[name].match(/\d+/g) ?? []).map(Number)
      return (red + green + blue) / 3
    }, property)

test('the page is light by day and dark by night', async () => {
  await shop.join('owl')
  for (const [colorScheme, isDark] of [
    ['light', false],
    ['dark', true],
  ] as const) {
    const { page, open } = await shop.phone('owl', { colorScheme })
    await open()
    await page.getByRole('button', { name: '签到日历' }).waitFor()
    expect((await lightness(page, '.page', 'backgroundColor')) < 60).toBe(isDark)
    expect((await lightness(page, '.page', 'color')) > 180).toBe(isDark)
  }
})

test('福 is drawn, and what no font has is noticed', async () => {
  const { page, open } = await shop.phone('reader')
  await open()
  await page.evaluate(() => {
    document.body.innerHTML = '<p>福 ABC 123 \ue5ab</p><p style="display:none">\ue5ac</p>'
  })
  expect(await missingGlyphs(page)).toEqual(['\ue5ab'])
})

test('text that cannot be read to its end is noticed, and an ellipsis is not', async () => {
  const { page, open } = await shop.phone('reader')
  await open()
  await page.evaluate(() => {
    const box = (style: string, text: string) => `<div style="width:80px;white-space:nowrap;${style}">${text}</div>`
    document.body.innerHTML = [
      box('overflow:hidden', '被切掉的一行很长的字'),
      box('', '跑到框外的一行很长的字'),
      box('overflow:hidden;text-overflow:ellipsis', '有省略号的一行很长的字'),
      box('position:absolute;left:350px', '屏外'),
      box('', '够短'),
    ].join('')
  })
  expect(await clippedTexts(page)).toEqual(['被切掉的一行很长的字', '跑到框外的一行很长的字', '屏外'])
})

test('on every page everything that can be tapped or filled in has a name', async () => {
  await shop.join('listener')
  const { page, open } = await shop.phone('listener')
  const unnamed: string[] = []
  let count = 0
  const routes = appPages()
  for (const route of routes) {
    // Another page, and not only another hash: what the last one showed must be gone.
    await page.goto('about:blank')
    await open(route)
    await settled(page)
    const spoken = await page.locator('body').ariaSnapshot()
    const controls = spoken.match(/^ *- (button|checkbox|tab|textbox|link).*$/gm) ?? []
    count += controls.length
    unnamed.push(...controls.filter((line) => !/ "/.test(line)).map((line) => `${route}${line}`))
  }
  expect(count).toBeGreaterThan(routes.length)
  expect(unnamed).toEqual([])
})
