import type { Page } from 'playwright-core'
import { personas } from '../../src/stage/personas'
import type { Phone } from '../kit/browser'
import { handCode, scan, typeAmount } from '../kit/counter'
import type { RunningCloud } from '../kit/running-cloud'
import { people } from './people'
import { PHONE_TAIL } from './prepare'
import type { Scene } from './scene'

const PAGES = 'features/merchant-desk/pages'
const DESK = `${PAGES}/desk`
const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/
const NOBODYS_CODE = '12345678901234567890'

const clerks = ['clerk', 'clerkLarge'] as const
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })

/** Somebody is scanned, and their name is there. */
async function serve({ page }: Phone, cloud: RunningCloud, openid: string): Promise<void> {
  await scan(page, cloud, openid)
  await button(page, '换一位顾客').waitFor()
}

/** Enters an order while nothing is answered; the name of whoever was scanned is not known then. */
async function enterUnanswered({ page }: Phone, code: string, keys: readonly string[]): Promise<void> {
  await handCode(page, code)
  await button(page, '换一位顾客').waitFor()
  await typeAmount(page, keys)
  await button(page, /^记 /).click()
  await button(page, '扫会员码').waitFor()
}

const makeCard = async ({ page }: Phone) => {
  await page.getByRole('textbox', { name: '不填就用门店的标题' }).fill('平江路新到的碧螺春，来坐坐')
  await button(page, '做一张卡片').click()
  await button(page, '发到聊天').waitFor()
}

const findOrder = async ({ page }: Phone, orderNo: string) => {
  await page.getByRole('textbox', { name: '小票或消费记录上的单号' }).fill(orderNo)
  await button(page, '查这一单').click()
  await page.getByText('退款金额').waitFor()
}

const counter: readonly Scene[] = [
  { name: 'desk-scanned', route: DESK, who: clerks, act: (phone, cloud) => serve(phone, cloud, personas.top.openid) },
  {
    name: 'desk-benefit',
    route: DESK,
    who: clerks,
    async act(phone, cloud) {
      await serve(phone, cloud, personas.top.openid)
      await button(phone.page, /^使用免费续杯/).click()
    },
  },
  {
    name: 'desk-amount',
    route: DESK,
    who: clerks,
    async act(phone, cloud) {
      await serve(phone, cloud, people.long.openid)
      await typeAmount(phone.page, ['9', '9', '9', '9', '9', '点', '9', '9'])
      await button(phone.page, /^记 99,999\.99 元，积/).waitFor()
    },
  },
  {
    name: 'desk-entered',
    route: DESK,
    who: ['clerk'],
    async act(phone, cloud) {
      await serve(phone, cloud, people.asked.openid)
      await typeAmount(phone.page, ['3', '6'])
      await button(phone.page, /^记 36\.00 元/).click()
      await button(phone.page, '撤销 36.00 元').waitFor()
    },
  },
  {
    name: 'desk-unconfirmed',
    route: DESK,
    who: clerks,
    expected: OFFLINE,
    // One was refused when nobody looked any more, one waits.
    async act(phone, cloud) {
      const { page, context } = phone
      const { code } = await cloud.member(people.asked.openid)('members.card', {})
      await context.setOffline(true)
      await enterUnanswered(phone, NOBODYS_CODE, ['2', '4', '点', '5'])
      const desk = page.url()
      await page.goto('about:blank')
      await context.setOffline(false)
      await page.goto(desk)
      await button(page, /没有成功$/)
        .first()
        .waitFor()
      await context.setOffline(true)
      await enterUnanswered(phone, code, ['1', '8'])
      await page.getByText('等待确认，连上后自动补记').waitFor()
      await page.getByText('先记账').waitFor({ state: 'hidden' })
    },
  },
  {
    name: 'desk-type-code',
    route: DESK,
    who: ['clerk'],
    async act({ page }) {
      await button(page, '输入会员码').click()
      await page.getByRole('textbox', { name: '在二维码下面' }).fill('967329251984')
    },
  },
  {
    name: 'desk-look-up',
    route: DESK,
    who: clerks,
    async act({ page }) {
      await button(page, '手机尾号').click()
      await page.getByRole('textbox', { name: '例如 1234' }).fill(PHONE_TAIL)
      await button(page, '查会员').click()
      await page.getByText('请顾客打开小程序首页').waitFor()
    },
  },
  {
    name: 'desk-nobody-found',
    route: DESK,
    who: ['clerk'],
    async act({ page }) {
      await button(page, '手机尾号').click()
      await page.getByRole('textbox', { name: '例如 1234' }).fill('0000')
      await button(page, '查会员').click()
      await page.getByText('没有绑定这个尾号的会员').waitFor()
    },
  },
  { name: 'desk-stores', route: DESK, who: ['rover'], act: ({ page }) => button(page, /，换门店$/).click() },
]

const orders: readonly Scene[] = [
  {
    name: 'today-undo',
    route: `${PAGES}/today`,
    who: ['clerk'],
    act: ({ page }) =>
      button(page, /^撤销，/)
        .first()
        .click(),
  },
  {
    name: 'today-why',
    route: `${PAGES}/today`,
    who: clerks,
    act: ({ page }) => page.locator('.desk-line-said').first().click(),
  },
  { name: 'refund-found', route: `${PAGES}/refund`, who: clerks, act: (phone) => findOrder(phone, 'P-1034') },
  {
    name: 'refund-missing',
    route: `${PAGES}/refund`,
    who: ['clerk'],
    async act({ page }) {
      await button(page, '查这一单').click()
    },
  },
  {
    name: 'refund-done',
    route: `${PAGES}/refund`,
    who: ['clerk'],
    async act(phone) {
      await findOrder(phone, 'P-1036')
      for (const _ of '1850.') await button(phone.page, '删除').click()
      await typeAmount(phone.page, ['1'])
      await button(phone.page, '退 1.00 元').click()
      await phone.page.getByText('已退款').waitFor()
    },
  },
]

const cards: readonly Scene[] = [
  { name: 'cards-made', route: `${PAGES}/cards`, who: clerks, act: makeCard },
  {
    name: 'cards-poster',
    route: `${PAGES}/cards`,
    who: ['clerk'],
    async act(phone) {
      await makeCard(phone)
      await button(phone.page, '做成海报').click()
      await phone.page.getByText('微信扫一扫').waitFor()
    },
  },
  {
    name: 'cards-refused',
    route: `${PAGES}/cards`,
    who: ['clerk'],
    async act({ page }) {
      await page.getByRole('textbox', { name: '不填就用门店的标题' }).fill('分享给好友，领红包')
      await button(page, '做一张卡片').click()
      await page.getByText('微信不允许').waitFor()
    },
  },
  {
    name: 'cards-report',
    route: `${PAGES}/cards`,
    who: ['clerk'],
    act: ({ page }) => page.mouse.wheel(0, 4_000),
  },
]

const fulfilment: readonly Scene[] = [
  {
    name: 'fulfilment-order',
    route: `${PAGES}/fulfilment`,
    who: clerks,
    async act({ page }) {
      await button(page, /^处理，/)
        .first()
        .click()
      await button(page, '看收件地址').click()
      await button(page, '复制收件地址').waitFor()
    },
  },
  {
    name: 'fulfilment-sending',
    route: `${PAGES}/fulfilment`,
    who: ['clerk'],
    async act({ page }) {
      await page.getByRole('tab', { name: '待寄出' }).click()
      await button(page, /^处理，/)
        .first()
        .click()
    },
  },
  {
    name: 'fulfilment-empty',
    route: `${PAGES}/fulfilment`,
    who: ['clerk'],
    async act({ page }) {
      await page.getByRole('tab', { name: '本店领' }).click()
      await page.getByText('都处理好了').waitFor()
    },
  },
  {
    name: 'roster-slot',
    route: `${PAGES}/roster`,
    who: clerks,
    async act({ page }) {
      // The demo's class is in six days.
      await page.getByRole('tab').last().click()
      await button(page, /^名单，/)
        .first()
        .click()
      await button(page, '换一场').waitFor()
    },
  },
  {
    name: 'used-coupons-undo',
    route: `${PAGES}/used-coupons`,
    who: clerks,
    async act({ page }) {
      await button(page, /^撤销，/)
        .first()
        .click()
      await page.getByRole('tab', { name: '其他' }).click()
    },
  },
]

export const deskScenes: readonly Scene[] = [...counter, ...orders, ...cards, ...fulfilment]
