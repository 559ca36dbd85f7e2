import type { Browser, Page } from 'playwright-core'
import { appPages } from '../kit/app-pages'
import { launchBrowser, openPhone, type Phone, settled } from '../kit/browser'
import { RunningCloud } from '../kit/running-cloud'
import { Stage } from '../kit/stage'
import { Album } from './album'
import { enlargeText } from './enlarged'
import { type Person, people } from './people'
import { prepare } from './prepare'
import type { Scene } from './scene'
import { scenes } from './scenes'
import { stageScenes, WINDOWS } from './stage-scenes'

const PHONE = { width: 375, height: 812 }
const SCHEMES = ['light', 'dark'] as const
type Scheme = (typeof SCHEMES)[number]
const NOTHING = /$^/

/** `features/points/pages/statement` is called `statement`; a tab's page is called after its tab. */
const nameOf = (route: string) =>
  route
    .replace(/^features\/[^/]+\/pages\//, '')
    .replace(/\/index$/, '')
    .replaceAll('/', '-')

/** Until every image on the screen is there: one that stays away fails the picture. */
const imagesThere = (page: Page) =>
  page.waitForFunction(() =>
    [...document.images]
      .filter((image) => image.checkVisibility() && image.getBoundingClientRect().top < innerHeight)
      .every((image) => image.complete && image.naturalWidth > 0),
  )

/** One person's phone in front of the camera. */
class Sitting {
  private readonly person: (typeof people)[Person] & { readonly textScale?: number }

  constructor(
    private readonly phone: Phone,
    private readonly album: Album,
    private readonly name: Person,
    private readonly scheme: Scheme,
  ) {
    this.person = people[name]
  }

  async page(route: string): Promise<void> {
    await this.picture(nameOf(route), async () => this.open(route))
  }

  async scene({ name, route, act, expected }: Scene, cloud: RunningCloud): Promise<void> {
    await this.phone.during(expected ?? NOTHING, () =>
      this.picture(name, async () => {
        await this.open(route)
        await act(this.phone, cloud)
      }),
    )
    await this.phone.context.setOffline(false)
  }

  private async open(route: string): Promise<void> {
    // Another page and not only another hash, so that nothing of the last one is left.
    await this.phone.page.goto('about:blank')
    await this.phone.page.goto(`/?as=${this.person.openid}#/${route}`)
    await settled(this.phone.page)
  }

  private async picture(subject: string, pose: () => Promise<void>): Promise<void> {
    const name = `${subject}-${this.name}-${this.scheme}`
    if (!this.album.wants(name)) return
    const { page } = this.phone
    try {
      await pose()
      await settled(page)
      await imagesThere(page)
      if (this.person.textScale) await enlargeText(page, this.person.textScale)
      await this.album.take(this.phone, name)
      // A picture of a page that could not get its data says nothing about the page; a visitor is told to join first.
      const hasTrouble = await page.locator('.drawing.cloud').filter({ visible: true }).count()
      if (hasTrouble && this.name !== 'visitor') this.album.note(name, 'the page has no data')
    } catch (error) {
      this.album.note(name, `no picture, ${error instanceof Error ? error.message : error}`)
    }
  }
}

interface Studio {
  readonly browser: Browser
  readonly cloud: RunningCloud
  readonly album: Album
}

async function photograph({ browser, cloud, album }: Studio, name: Person, colorScheme: Scheme): Promise<void> {
  const phone = await openPhone(browser, { address: cloud.address, colorScheme, viewport: PHONE })
  phone.page.setDefaultTimeout(10_000)
  const sitting = new Sitting(phone, album, name, colorScheme)
  for (const route of appPages().filter(people[name].sees)) await sitting.page(route)
  for (const scene of scenes.filter(({ who }) => who.includes(name))) await sitting.scene(scene, cloud)
  await phone.close()
}

async function photographStage({ browser, cloud, album }: Studio, colorScheme: Scheme): Promise<void> {
  for (const scene of stageScenes)
    for (const { name: size, ...viewport } of WINDOWS) {
      const name = `${scene.name}${size}-${colorScheme}`
      if (!album.wants(name)) continue
      const phone = await openPhone(browser, { address: cloud.address, colorScheme, viewport })
      try {
        await phone.page.goto('/')
        await scene.act(new Stage(phone.page))
        await phone.page.waitForTimeout(500)
        await album.take(phone, name)
      } catch (error) {
        album.note(name, `no picture, ${error instanceof Error ? error.message : error}`)
      }
      await phone.close()
    }
}

async function main() {
  const album = new Album(process.argv.slice(2))
  const [cloud, browser] = await Promise.all([RunningCloud.start({ FUDIAN_DEMO: '1' }), launchBrowser()])
  const studio = { browser, cloud, album }
  try {
    await cloud.stepDone('demo')
    await prepare(cloud)
    for (const scheme of SCHEMES) {
      for (const name of Object.keys(people) as Person[]) await photograph(studio, name, scheme)
      await photographStage(studio, scheme)
    }
  } finally {
    await browser.close()
    await cloud.close()
  }
  album.show()
  process.exitCode = album.close() ? 0 : 1
}

main()
