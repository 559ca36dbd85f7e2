import type { Browser } from 'playwright-core'
import { launchBrowser, openPhone, type Phone, type PhoneOptions } from '../kit/browser'
import { RunningCloud } from '../kit/running-cloud'

jest.setTimeout(120_000)

/** A phone of this shop, and the openid that its address names. */
export interface ShopPhone extends Phone {
  /** Opens a page of the app as the person it belongs to. */
  open(route?: string): Promise<void>
}

/**
 * A shop for the tests of one file: a running server and a browser. After each test its phones are put away, and
 * whatever went wrong in one of them fails the test.
 */
export function openShop() {
  let cloud: RunningCloud
  let browser: Browser
  let phones: Phone[] = []

  beforeAll(async () => {
    ;[cloud, browser] = await Promise.all([RunningCloud.start(), launchBrowser()])
  })
  afterEach(async () => {
    const problems = phones.flatMap((phone) => phone.problems)
    await Promise.all(phones.map((phone) => phone.close()))
    phones = []
    await cloud.local('POST', 'faults', {})
    expect(problems).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await cloud?.close()
  })

  return {
    cloud: () => cloud,
    /** Both clocks, the server's and those of phones opened from now on, stand at this moment. */
    async phone(openid: string, options: Omit<PhoneOptions, 'address'> = {}): Promise<ShopPhone> {
      const phone = await openPhone(browser, { address: cloud.address, ...options })
      phones.push(phone)
      const open = async (route = 'tabs/home/index') => {
        await phone.page.goto(`/?as=${openid}#/${route}`)
      }
      return { ...phone, open }
    },
    join: (openid: string, nickname = '阿明') =>
      cloud.member(openid)('members.join', { consentVersion: '1', nickname }),
    /** The points of a member's entries, newest first, as the server has them. */
    async entries(openid: string): Promise<number[]> {
      const { items } = await cloud.member(openid)('points.statement', {})
      return items.map(({ points }) => points)
    },
  }
}
