import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { appPages } from '../kit/app-pages'
import { launchBrowser, missingGlyphs, openPhone, type Phone, settled } from '../kit/browser'
import { RunningCloud } from '../kit/running-cloud'
import { clippedTexts } from './clipped'
import { type Person, people, prepare } from './people'
import { scenes } from './scenes'

const root = resolve(__dirname, '../..')
const album = join(root, 'dist/pictures')
/** The few that the README shows; all others are for looking at and are not committed. */
const shown = join(root, 'docs/pictures')
const SHOWN = [
  'tabs-home-full-light',
  'tabs-home-full-dark',
  'calendar-full-light',
  'statement-why-full-light',
  'stage-light',
]

const PHONE = { width: 375, height: 812 }
const STAGE = { width: 1440, height: 900 }
const SCHEMES = ['light', 'dark'] as const
type Scheme = (typeof SCHEMES)[number]

const wrong: string[] = []
let count = 0

async function take({ page, problems }: Phone, name: string): Promise<void> {
  await page.screenshot({ path: join(album, `${name}.png`), animations: 'disabled' })
  count++
  const clipped = (await clippedTexts(page)).map((text) => `text is cut off: ${text}`)
  const missing = (await missingGlyphs(page)).map((character) => `no glyph for ${character}`)
  for (const problem of [...problems.splice(0), ...clipped, ...missing]) wrong.push(`${name}: ${problem}`)
}

/** `features/points/pages/statement` is called `statement`; a tab's page is called after its tab. */
const nameOf = (route: string) =>
  route
    .replace(/^features\/[^/]+\/pages\//, '')
    .replace(/\/index$/, '')
    .replaceAll('/', '-')

/** A picture of a page that could not get its data says nothing about the page. */
async function noteTrouble({ page }: Phone, name: string): Promise<void> {
  if (await page.locator('.drawing.cloud').filter({ visible: true }).count())
    wrong.push(`${name}: the page has no data`)
}

async function photographPages(browser: Browser, address: string, person: Person, colorScheme: Scheme) {
  const phone = await openPhone(browser, { address, colorScheme, viewport: PHONE })
  const open = async (route: string) => {
    // Another page and not only another hash, so that nothing of the last one is left.
    await phone.page.goto('about:blank')
    await phone.page.goto(`/?as=${people[person]}#/${route}`)
    await settled(phone.page)
  }
  for (const route of appPages()) {
    const name = `${nameOf(route)}-${person}-${colorScheme}`
    try {
      await open(route)
      await take(phone, name)
      // A visitor is told on such pages to join first.
      if (person !== 'visitor') await noteTrouble(phone, name)
    } catch (error) {
      wrong.push(`${name}: no picture, ${error instanceof Error ? error.message : error}`)
    }
  }
  for (const scene of scenes.filter(({ who }) => who.includes(person))) {
    await open(scene.route)
    await scene.act(phone.page)
    await settled(phone.page)
    await take(phone, `${scene.name}-${person}-${colorScheme}`)
    await noteTrouble(phone, `${scene.name}-${person}-${colorScheme}`)
  }
  await phone.close()
}

async function photographStage(browser: Browser, address: string, colorScheme: Scheme) {
  const phone = await openPhone(browser, { address, colorScheme, viewport: STAGE })
  await phone.page.goto('/')
  for (const frame of [0, 1])
    await phone.page.frameLocator(`iframe >> nth=${frame}`).locator('.page .button').first().waitFor()
  await phone.page.waitForTimeout(500)
  await take(phone, `stage-${colorScheme}`)
  await phone.close()
}

async function main() {
  rmSync(album, { recursive: true, force: true })
  mkdirSync(album, { recursive: true })
  const [cloud, browser] = await Promise.all([RunningCloud.start({ FUDIAN_DEMO: '1' }), launchBrowser()])
  try {
    await cloud.stepDone('demo')
    await prepare(cloud)
    for (const scheme of SCHEMES) {
      for (const person of Object.keys(people) as Person[])
        await photographPages(browser, cloud.address, person, scheme)
      await photographStage(browser, cloud.address, scheme)
    }
  } finally {
    await browser.close()
    await cloud.close()
  }
  mkdirSync(shown, { recursive: true })
  for (const name of SHOWN) {
    const picture = join(album, `${name}.png`)
    if (existsSync(picture)) copyFileSync(picture, join(shown, `${name}.png`))
    else wrong.push(`${name}: the README shows it and it was not taken`)
  }
  for (const line of wrong) console.error(line)
  console.log(`${count} pictures in dist/pictures, ${wrong.length} problems`)
  process.exitCode = wrong.length === 0 ? 0 : 1
}

main()
