import type { Page } from 'playwright-core'
import { handCode, recorded, scan, typeAmount } from '../kit/counter'
import { openStore } from '../kit/open-store'
import { openShop, type ShopPhone } from './shop'

const shop = openShop()
const STORE = { storeId: 'pingjiang', name: '平江路店' }
const CLERK = 'clerk-zhou'
const DESK = 'features/merchant-desk/pages/desk'
const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/
const NOBODYS_CODE = '12345678901234567890'

beforeAll(async () => {
  await openStore(shop.cloud(), STORE, { openid: CLERK, name: '小周' })
})
afterEach(() => shop.cloud().local('DELETE', 'clock'))

async function openDesk(): Promise<ShopPhone> {
  const clerk = await shop.phone(CLERK)
  await clerk.open(DESK)
  await clerk.page.getByText('扫会员码').waitFor()
  return clerk
}

const confirm = (page: Page) => page.getByRole('button', { name: /^记 / })
const pendingOf = async (openid: string) => (await shop.cloud().member(openid)('members.me', {})).points.pending

function fail(): never {
  throw new Error('there is no confirmation')
}

/** Every order of the store today, of all members, by amount. */
async function amounts(): Promise<number[]> {
  const { items } = await shop.cloud().staff(CLERK)('orders.today', { storeId: STORE.storeId })
  return items.map(({ amountFen }) => amountFen)
}

test.each([0, 150, 300])(
  'a second tap %i ms after the confirmation records nothing and opens nothing; a later one does',
  async (laterMs) => {
    const member = `hasty-${laterMs}`
    await shop.join(member, '阿棠')
    const { page } = await openDesk()
    await scan(page, shop.cloud(), member)
    await page.getByText('阿棠').waitFor()
    await typeAmount(page, ['1', '1'])
    await page.getByText('积 11 积分').waitFor()
    const { x, y, width } = (await confirm(page).boundingBox()) ?? fail()
    // Near its upper edge, where the menu comes to lie.
    const tap = () => page.mouse.click(x + width / 2, y + 8)
    await tap()
    await page.waitForTimeout(laterMs)
    await tap()
    await page.getByText(/11 积分.*到账/).waitFor()
    await page.waitForTimeout(500)
    expect(page.url()).toContain(DESK)
    expect(await pendingOf(member)).toBe(11)
    // What the second tap would have fallen on: the same tap opens it now.
    await tap()
    await page.waitForURL((url) => !url.hash.includes(DESK))
  },
)

test('who looks at the orders of today and comes back finds the customer and the amount as they were', async () => {
  await shop.join('patient', '晚风')
  const { page } = await openDesk()
  await scan(page, shop.cloud(), 'patient')
  await page.getByText('晚风').waitFor()
  await typeAmount(page, ['1', '2'])
  await page.getByText('今天的订单').click()
  await page.getByText('都在这里了').or(page.getByText('今天还没有订单')).waitFor()
  await page.goBack()
  await confirm(page).click()
  await recorded(page, 12)
  expect(await pendingOf('patient')).toBe(12)
})

test('a code that expired before it was scanned is refused in words, and one that expires at the counter is good', async () => {
  await shop.join('slow', '小满')
  const { page } = await openDesk()
  const { code } = await shop.cloud().member('slow')('members.card', {})
  await shop.cloud().local('POST', 'clock', { advanceMs: 10 * 60_000 })
  await handCode(page, code)
  await page.getByText('会员码过期或不对，请顾客刷新后再扫').waitFor()

  await scan(page, shop.cloud(), 'slow')
  await page.getByText('小满').waitFor()
  await shop.cloud().local('POST', 'clock', { advanceMs: 10 * 60_000 })
  await typeAmount(page, ['1', '3'])
  await confirm(page).click()
  await recorded(page, 13)
  expect(await pendingOf('slow')).toBe(13)
})

test('an order that is refused when nobody looks stands on the desk until it was read, and only until then', async () => {
  const clerk = await openDesk()
  const { page, context } = clerk
  await clerk.during(OFFLINE, async () => {
    await context.setOffline(true)
    await handCode(page, NOBODYS_CODE)
    await page.getByRole('button', { name: '换一位顾客' }).waitFor()
    await typeAmount(page, ['1', '4'])
    await confirm(page).click()
    await page.getByText('等待确认，连上后自动补记').waitFor()
    await page.goto('about:blank')
    await context.setOffline(false)
  })
  await clerk.open(DESK)
  await page.getByText('没有成功：会员码过期或不对，请顾客刷新后再扫').waitFor()
  await page.getByRole('button', { name: '知道了，14.00 元没有成功' }).click()
  await page.getByText('没有成功').waitFor({ state: 'hidden' })
  await page.goto('about:blank')
  await clerk.open(DESK)
  await page.getByText('扫会员码').waitFor()
  expect(await page.getByText('没有成功').count()).toBe(0)
  expect(await amounts()).not.toContain(1_400)
})

test('an order whose answer is on its way when the page is left is recorded once, and nothing is left to confirm', async () => {
  await shop.join('leaving', '阿明')
  const { page, open } = await openDesk()
  await scan(page, shop.cloud(), 'leaving')
  await page.getByText('阿明').waitFor()
  await typeAmount(page, ['1', '5'])
  await page.getByText('积 15 积分').waitFor()
  let isHeld = false
  await page.route('**/functions/merchant', async (route) => {
    const isRecord = route.request().postData()?.includes('"orders.record"')
    if (!isRecord || isHeld) return route.continue()
    isHeld = true
    // The order arrives, and the page is gone before its answer.
    await route.fetch()
    await page.goto('about:blank')
    await route.abort().catch(() => {})
  })
  await confirm(page).click()
  while (page.url() !== 'about:blank') await page.waitForTimeout(20)
  expect(await pendingOf('leaving')).toBe(15)
  await open(DESK)
  await page.getByText('扫会员码').waitFor()
  await page.getByText('等待确认').waitFor({ state: 'hidden' })
  expect((await amounts()).filter((amountFen) => amountFen === 1_500)).toHaveLength(1)
  const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('pending|')))
  expect(kept).toEqual([])
})

test('a refund from the list of today finds its order by itself, and a second one is told what is left', async () => {
  await shop.join('returner', '云起')
  const asClerk = shop.cloud().staff(CLERK)
  const { code } = await shop.cloud().member('returner')('members.card', {})
  await asClerk('orders.record', { storeId: STORE.storeId, orderNo: 'P-1', memberCode: code, amountFen: 5_000 })
  const clerk = await shop.phone(CLERK)
  const { page } = clerk
  await clerk.open('features/merchant-desk/pages/refund?orderNo=P-1')
  await page.getByText('还可退 50.00 元').waitFor()
  // Meanwhile a colleague gives back a part.
  await asClerk('orders.refund', { storeId: STORE.storeId, orderNo: 'P-1', refundNo: 'R1', amountFen: 2_000 })
  await page.getByRole('button', { name: '退 50.00 元' }).click()
  await page.getByText('这一单刚刚退过一笔，请看看还剩多少').waitFor()
  await page.getByRole('button', { name: '退 30.00 元' }).click()
  await page.getByText('已退款').waitFor()
  expect(await pendingOf('returner')).toBe(0)
})
