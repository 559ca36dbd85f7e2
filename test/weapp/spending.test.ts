import { openStore } from '../kit/open-store'
import { publish } from '../kit/publish'
import { RunningCloud } from '../kit/running-cloud'
import { type OpenPage, startMiniProgram } from './harness'
import { createWeChat } from './wechat'

jest.setTimeout(120_000)

const STORE = { storeId: 'pingjiang', name: '平江路店' }
const CLERK = 'clerk-zhou'
const DESK = 'features/merchant-desk/pages'

let cloud: RunningCloud
beforeAll(async () => {
  cloud = await RunningCloud.start()
  await openStore(cloud, STORE, { openid: CLERK, name: '小周' })
  const coupon = { kind: 'cash', discountFen: 500, stock: null, limitPerMember: 2, validity: { days: 30 } }
  await publish(cloud, 'coupon_templates', { _id: 'five', title: '五元茶券', ...coupon, claimable: false })
  const always = { onSaleFromMs: 0, onSaleUntilMs: null, limitPerMember: null, stock: 3 }
  await publish(cloud, 'rewards', {
    _id: 'five',
    title: '五元茶券',
    kind: 'coupon',
    templateId: 'five',
    pricePoints: 40,
    ...always,
    stock: null,
  })
  const cup = { kind: 'item', delivery: 'pick_up', pricePoints: 30, ...always }
  await publish(cloud, 'rewards', { _id: 'cup', title: '青瓷茶杯', ...cup })
})
afterAll(() => cloud.close())

const phoneOf = (openid: string) => createWeChat(({ name, data }) => cloud.call(name, data, openid))
type WeChatPhone = ReturnType<typeof phoneOf>

const join = (openid: string, nickname: string) =>
  cloud.member(openid)('members.join', { consentVersion: '1', nickname })

/** Where the last tap led, and with what. */
function opened(phone: WeChatPhone): { route: string; query: Record<string, string> } {
  const [path = '', search = ''] = String(phone.asked('navigateTo', 'url').at(-1)).slice(1).split('?')
  return { route: path, query: Object.fromEntries(new URLSearchParams(search)) }
}

/** The code that a page shows for an eye. */
const codeOn = (page: OpenPage) => (/\d{5} \d{5} \d{5} \d{5}/.exec(page.text())?.[0] ?? '').replaceAll(' ', '')

/** What it would earn, and what a coupon takes off, is asked a moment after the last digit. */
async function rest(page: OpenPage): Promise<void> {
  await new Promise((done) => setTimeout(done, 400))
  await page.settle()
}

test('a coupon is redeemed in the mall, shown from the wallet, and verified with an order at the counter, once', async () => {
  await join('buyer', '小满')
  const phone = phoneOf('buyer')
  const app = startMiniProgram(phone)
  const mall = await app.open('tabs/mall/index')
  await mall.tap('五元茶券，40 积分')
  const reward = opened(phone)
  expect(reward).toEqual({ route: 'features/rewards/pages/reward', query: { rewardId: 'five' } })
  const page = await app.open(reward.route, reward.query)
  await page.tap('用 40 积分 兑换')
  expect(page.text()).toContain('确认兑换')
  await page.tap('用 40 积分 兑换')
  expect(phone.asked('showToast', 'title')).toContain('兑换好了')
  expect((await cloud.member('buyer')('members.me', {})).points.available).toBe(10)

  const wallet = await app.open('features/coupons/pages/wallet')
  await wallet.tap('使用五元茶券')
  const ticket = opened(phone)
  const shown = await app.open(ticket.route, ticket.query)
  const couponCode = codeOn(shown)
  expect(couponCode).toHaveLength(20)
  const { code: memberCode } = await cloud.member('buyer')('members.card', {})

  const clerk = phoneOf(CLERK)
  const counter = startMiniProgram(clerk)
  const desk = await counter.open(`${DESK}/desk`)
  clerk.showCamera(memberCode)
  await desk.tap('扫会员码')
  expect(desk.text()).toContain('小满')
  for (const key of ['3', '6']) await desk.tap(key)
  clerk.showCamera(couponCode)
  await desk.tap('用一张券')
  expect(desk.text()).toContain('实付 31.00 元')
  await rest(desk)
  await desk.tap('记 31.00 元，积 31 积分')
  expect(desk.text()).toContain('31 积分')

  const used = await cloud.member('buyer')('coupons.wallet', { state: 'used' })
  expect(used.items.map(({ use }) => use?.discountFen)).toEqual([500])
  const today = await counter.open(`${DESK}/used-coupons`)
  expect(today.text()).toContain('五元茶券')
  expect(today.text()).toContain('−5.00')

  // The same code again, at the same counter: typed this time, and refused in words.
  const again = await counter.open(`${DESK}/desk`)
  clerk.showCamera((await cloud.member('buyer')('members.card', {})).code)
  await again.tap('扫会员码')
  for (const key of ['2', '0']) await again.tap(key)
  await again.tap('输入券码')
  await again.type('20 位数字', couponCode)
  await again.tap('确定')
  expect(clerk.asked('showToast', 'title')).toContain('这张券已经用过了')
})

test('a cup is redeemed, made ready from the list, and handed over by its code', async () => {
  await join('drinker', '晚风')
  const phone = phoneOf('drinker')
  const app = startMiniProgram(phone)
  const page = await app.open('features/rewards/pages/reward', { rewardId: 'cup' })
  await page.tap('用 30 积分 兑换')
  await page.tap('用 30 积分 兑换')
  const { route, query } = opened(phone)
  expect(route).toBe('features/rewards/pages/redemption')
  const orderCode = codeOn(await app.open(route, query))
  expect(orderCode).toHaveLength(20)

  const clerk = phoneOf(CLERK)
  const counter = startMiniProgram(clerk)
  const list = await counter.open(`${DESK}/fulfilment`)
  expect(list.text()).toContain('都处理好了')
  await list.tap('各店可领')
  expect(list.text()).toContain('青瓷茶杯')
  const [line] = list.controls().filter(({ name }) => name.startsWith('处理，青瓷茶杯'))
  await list.tap(line?.name ?? '')
  await list.tap('备好了')
  expect(list.text()).toContain('都处理好了')

  const handOver = await counter.open(`${DESK}/hand-over`)
  clerk.showCamera(orderCode)
  await handOver.tap('扫兑换码')
  expect(handOver.text()).toContain('青瓷茶杯 × 1')
  await handOver.tap('交给顾客')
  expect(clerk.asked('showToast', 'title')).toContain('交给顾客了')
  const { items } = await cloud.member('drinker')('rewards.orders', {})
  expect(items.map(({ state }) => state)).toEqual(['received'])
})
