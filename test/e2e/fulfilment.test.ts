import type { Page } from 'playwright-core'
import { handCode } from '../kit/counter'
import { importCodes } from '../kit/import-codes'
import { inviteStaff, openStore } from '../kit/open-store'
import { publish } from '../kit/publish'
import { openShop } from './shop'

const shop = openShop()
const STORE = { storeId: 'pingjiang', name: '平江路店' }
const CLERK = 'clerk-zhou'
const MANAGER = 'manager-he'
const DESK = 'features/merchant-desk/pages'
const HOME = { name: '林小梅', phone: '13800001234', region: '浙江省杭州市西湖区', detail: '文三路 90 号' }
const HOUR_MS = 3_600_000

beforeAll(async () => {
  const cloud = shop.cloud()
  await openStore(cloud, STORE, { openid: CLERK, name: '小周' })
  await inviteStaff(cloud, STORE.storeId, { openid: MANAGER, name: '何姐', role: 'manager' })
  const reward = (id: string, own: object) =>
    publish(cloud, 'rewards', {
      _id: id,
      pricePoints: 10,
      stock: null,
      limitPerMember: null,
      onSaleFromMs: 0,
      onSaleUntilMs: null,
      ...own,
    })
  await reward('cup', { title: '青瓷茶杯', kind: 'item', delivery: 'either' })
  await reward('card', { title: '视频月卡', kind: 'code' })
  await reward('pass', { title: '茶友季卡', kind: 'membership', membership: '茶友', days: 90, includes: ['每周一杯'] })
  const startsAtMs = Date.now() + 0.1 * HOUR_MS
  const slot = { slotId: 'first', startsAtMs, endsAtMs: startsAtMs + HOUR_MS, capacity: 8 }
  await reward('class', { title: '品茶课', kind: 'experience', slots: [slot] })
  await importCodes(cloud, 'card', ['GIFT-ALPHA-0001', 'GIFT-BETA-0002'])
})

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })

async function redeem(openid: string, input: { rewardId: string; address?: typeof HOME; slot?: string }) {
  await shop.join(openid, '小满')
  return shop.cloud().member(openid)('rewards.redeem', input)
}

const stateOf = async (openid: string) =>
  (await shop.cloud().member(openid)('rewards.orders', {})).items.map(({ state }) => state)

test('what is sent is packed and given to a carrier from the list; its address is for who asks, its number for the member', async () => {
  const { orderId } = await redeem('far', { rewardId: 'cup', address: HOME })
  const { page, open } = await shop.phone(CLERK)
  await open(`${DESK}/fulfilment`)
  await button(page, /^处理，青瓷茶杯/).click()
  expect(await page.getByText(HOME.detail).count()).toBe(0)
  await button(page, '看收件地址').click()
  await page.getByText(`${HOME.region}${HOME.detail}`).waitFor()
  await button(page, '打包好了').click()
  await page.getByText('都处理好了').waitFor()
  await page.getByRole('tab', { name: '待寄出' }).click()
  await button(page, /^处理，青瓷茶杯/).click()
  await page.getByRole('textbox', { name: /^顺丰/ }).fill('顺丰 SF100')
  await button(page, '寄出').click()
  await page.getByText('没有在等的').waitFor()
  expect(await stateOf('far')).toEqual(['sent'])

  const member = await shop.phone('far')
  await member.open(`features/rewards/pages/redemption?orderId=${orderId}`)
  await member.page.getByText('快递 顺丰 SF100').waitFor()
  await button(member.page, '我收到了').click()
  await button(member.page, '我收到了').waitFor({ state: 'detached' })
  expect(await stateOf('far')).toEqual(['received'])
})

test('a clerk is not offered to give points back; a manager does so with a reason, and all are back', async () => {
  await redeem('near', { rewardId: 'cup' })
  const clerk = await shop.phone(CLERK)
  await clerk.open(`${DESK}/fulfilment`)
  await clerk.page.getByRole('tab', { name: '各店可领' }).click()
  await button(clerk.page, /^处理，青瓷茶杯/).click()
  await button(clerk.page, '备好了').waitFor()
  expect(await button(clerk.page, '取消兑换').count()).toBe(0)
  await button(clerk.page, '备好了').click()
  await clerk.page.getByText('都处理好了').waitFor()

  const { page, open } = await shop.phone(MANAGER)
  await open(`${DESK}/fulfilment`)
  await page.getByRole('tab', { name: '各店可领' }).click()
  await page.getByRole('tab', { name: '待领取' }).click()
  await button(page, /^处理，青瓷茶杯/).click()
  await button(page, '取消兑换').click()
  const cancel = page.getByRole('dialog').locator('.button.primary')
  expect(await cancel.getAttribute('class')).toContain('disabled')
  await page.getByRole('textbox', { name: '顾客改主意了' }).fill('杯子有裂纹')
  await cancel.click()
  await page.getByText('没有在等的').waitFor()
  expect(await stateOf('near')).toEqual(['cancelled'])
  expect((await shop.cloud().member('near')('members.me', {})).points.available).toBe(50)
})

test('who booked a slot stands on the roster of its day, and is there once their code was scanned', async () => {
  const { code = '' } = await redeem('guest', { rewardId: 'class', slot: 'first' })
  const { page, open } = await shop.phone(CLERK)
  await open(`${DESK}/roster`)
  await button(page, /^名单，品茶课.*已约 1\/8$/).click()
  await button(page, '到店，小*，品茶课').waitFor()
  await button(page, '扫兑换码').click()
  await button(page, '输入兑换码').waitFor()
  await handCode(page, code)
  await button(page, '交给顾客').click()
  await button(page, '输入兑换码').waitFor()
  await page.goBack()
  await page.getByText('已到店').waitFor()
  expect(await stateOf('guest')).toEqual(['received'])
})

test('a gift card is shown once; an answer that nobody saw is given again to the same tap, after a restart too', async () => {
  const { orderId } = await redeem('lucky', { rewardId: 'card' })
  const { page, open } = await shop.phone('lucky')
  const route = `features/rewards/pages/redemption?orderId=${orderId}`
  await open(route)
  await page.getByText('卡密只显示一次').first().waitFor()
  await page.route('**/functions/member', async (request) => {
    if (!request.request().postData()?.includes('"rewards.reveal"')) return request.continue()
    // The cloud writes down that it was shown, and the page is gone before the answer.
    await request.fetch()
    await page.goto('about:blank')
    await request.abort().catch(() => {})
  })
  await button(page, '显示卡密').click()
  await button(page, '显示').click()
  while (page.url() !== 'about:blank') await page.waitForTimeout(20)
  await page.unrouteAll({ behavior: 'ignoreErrors' })

  await open(route)
  await page.getByText('没有显示出来').waitFor()
  await button(page, '再显示一次').click()
  const code = page.getByText(/^GIFT-(ALPHA|BETA)-\d{4}$/)
  await code.waitFor()
  await button(page, '复制卡密').waitFor()
  await page.goto('about:blank')
  await open(route)
  await page.getByText('显示过了').waitFor()
  expect(await code.count()).toBe(0)
  expect(await button(page, /显示/).count()).toBe(0)
})

test('a sale is counted down to, and begins without a touch and without anything moving', async () => {
  await shop.join('early', '小满')
  await publish(shop.cloud(), 'rewards', {
    _id: 'soon',
    title: '新茶礼盒',
    kind: 'item',
    delivery: 'pick_up',
    pricePoints: 10,
    stock: 3,
    limitPerMember: null,
    onSaleFromMs: Date.now() + 6_000,
    onSaleUntilMs: null,
  })
  const { page, open } = await shop.phone('early')
  await open('features/rewards/pages/reward?rewardId=soon')
  const waiting = button(page, /^还有 00:00:0\d 开始兑换$/)
  await waiting.waitFor()
  const before = await waiting.boundingBox()
  const begun = button(page, '用 10 积分 兑换')
  await begun.waitFor()
  expect(await begun.boundingBox()).toEqual(before)
})

test('a membership that was redeemed says until when it counts and what belongs to it', async () => {
  const { orderId } = await redeem('friend', { rewardId: 'pass' })
  const { page, open } = await shop.phone('friend')
  await open(`features/rewards/pages/redemption?orderId=${orderId}`)
  await button(page, '看会员资格').click()
  await page.getByText(/^用到 .*\d+月\d+日/).waitFor()
  await page.getByText('每周一杯').waitFor()
})
