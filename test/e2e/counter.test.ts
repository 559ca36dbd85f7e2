import { recorded, scan } from '../kit/counter'
import { openStore } from '../kit/open-store'
import { openShop } from './shop'

const shop = openShop()
const STORE = { storeId: 'pingjiang', name: '平江路店' }
const CLERK = 'clerk-zhou'
const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/
const DESK = 'features/merchant-desk/pages/desk'

beforeAll(async () => {
  await openStore(shop.cloud(), STORE, { openid: CLERK, name: '小周', role: 'manager' })
})

const balanceOf = async (openid: string) => (await shop.cloud().member(openid)('members.me', {})).points

test('after the scan three taps record a purchase: two digits and one confirmation', async () => {
  await shop.join('buyer-1', '阿棠')
  const clerk = await shop.phone(CLERK)
  await clerk.open(DESK)
  await clerk.page.getByText('扫会员码').waitFor()
  await scan(clerk.page, shop.cloud(), 'buyer-1')
  await clerk.page.getByText('阿棠').waitFor()

  let taps = 0
  const tap = async (name: string | RegExp) => {
    taps += 1
    await clerk.page.getByRole('button', { name, exact: typeof name === 'string' }).click()
  }
  await tap('3')
  await tap('6')
  await clerk.page.getByText('记 36.00 元，积 36 积分').waitFor()
  await tap(/^记 36\.00 元/)
  await recorded(clerk.page, 36)
  expect(taps).toBe(3)
  expect(await balanceOf('buyer-1')).toMatchObject({ available: 50, pending: 36 })
})

test('an order entered without a network stands on top until it is confirmed, and is recorded once', async () => {
  await shop.join('buyer-2', '晚风')
  const clerk = await shop.phone(CLERK)
  await clerk.open(DESK)
  await clerk.page.getByText('扫会员码').waitFor()
  await scan(clerk.page, shop.cloud(), 'buyer-2')
  await clerk.page.getByText('晚风').waitFor()
  await clerk.during(OFFLINE, async () => {
    await clerk.context.setOffline(true)
    for (const key of ['1', '8']) await clerk.page.getByRole('button', { name: key, exact: true }).click()
    await clerk.page.getByRole('button', { name: /^记 18\.00 元/ }).click()
    await clerk.page.getByText('等待确认，连上后自动补记').waitFor()
    expect(await balanceOf('buyer-2')).toMatchObject({ pending: 0 })

    await clerk.context.setOffline(false)
    await clerk.page.getByText('等待确认，连上后自动补记').waitFor({ state: 'detached' })
    await recorded(clerk.page, 18)
  })
  expect(await balanceOf('buyer-2')).toMatchObject({ available: 50, pending: 18 })
})

test('a fresh order tells how it was counted and is undone with two taps, and a refund takes the points of what went back', async () => {
  await shop.join('buyer-3', '小满')
  const clerk = await shop.phone(CLERK)
  await clerk.open(DESK)
  await clerk.page.getByText('扫会员码').waitFor()
  await scan(clerk.page, shop.cloud(), 'buyer-3')
  await clerk.page.getByText('小满').waitFor()
  for (const key of ['5', '0']) await clerk.page.getByRole('button', { name: key, exact: true }).click()
  await clerk.page.getByRole('button', { name: /^记 50\.00 元/ }).click()
  await recorded(clerk.page, 50)

  await clerk.page.getByText('今天的订单').click()
  await clerk.page.getByRole('button', { name: /^小满 50\.00/ }).click()
  await clerk.page.getByText('每消费 1 元得 1 积分').waitFor()
  await clerk.page.getByRole('button', { name: '关闭' }).click()
  const line = clerk.page.getByRole('button', { name: '撤销，小满 50.00 元' })
  await line.click()
  await clerk.page.getByRole('button', { name: '撤销', exact: true }).last().click()
  await clerk.page.getByText('已退', { exact: true }).waitFor()
  expect(await balanceOf('buyer-3')).toMatchObject({ available: 50, pending: 0 })
})

test('a card is shared, opened by another person who joins and buys, and the clerk sees all of it', async () => {
  const clerk = await shop.phone(CLERK)
  await clerk.open('features/merchant-desk/pages/cards')
  await clerk.page.getByRole('button', { name: '做一张卡片' }).click()
  await clerk.page.getByRole('button', { name: '发到聊天' }).waitFor()
  const { items } = await shop.cloud().staff(CLERK)('sharing.report', { storeId: STORE.storeId })
  const card = items[0]
  expect(card).toMatchObject({ visits: 0, joins: 0, orders: 0 })
  expect(card?.imageUrl).not.toBe('')

  const friend = await shop.phone('friend-1')
  await friend.open(card?.path.replace(/^\//, ''))
  await friend.page.getByText('平江路店欢迎您').waitFor()
  await friend.page.getByRole('button', { name: '加入会员' }).click()
  await friend.page.getByLabel('我已阅读并同意会员与隐私说明，未勾选').click()
  await friend.page.getByRole('button', { name: '加入会员' }).last().click()
  await friend.page.getByRole('button', { name: /^签到，得/ }).waitFor()

  await clerk.open(DESK)
  await clerk.page.getByText('扫会员码').waitFor()
  await scan(clerk.page, shop.cloud(), 'friend-1')
  await clerk.page.getByRole('button', { name: '3', exact: true }).click()
  await clerk.page.getByRole('button', { name: /^记 3\.00 元/ }).click()
  await recorded(clerk.page, 3)

  await clerk.open('features/merchant-desk/pages/cards')
  await clerk.page.getByLabel('来看 1', { exact: true }).waitFor()
  await clerk.page.getByLabel('入会 1', { exact: true }).waitFor()
  await clerk.page.getByLabel('消费 1', { exact: true }).waitFor()
})

test('a member shows a code with its digits, and the page renews it by itself', async () => {
  await shop.join('shower', '阿明')
  const phone = await shop.phone('shower')
  await phone.open('features/card/pages/card')
  const digits = phone.page.getByText(/^\d{5} \d{5} \d{5} \d{5}$/)
  await digits.waitFor()
  const { code } = await shop.cloud().member('shower')('members.card', {})
  expect((await digits.textContent())?.replaceAll(' ', '').slice(0, 10)).toBe(code.slice(0, 10))
})

test('who is not staff is told how to become so, and an invitation makes them staff', async () => {
  const stranger = await shop.phone('new-clerk')
  await stranger.open(DESK)
  await stranger.page.getByText('您还不是店员').waitFor()
  const { code } = await shop.cloud().ops()('ops.invite-staff', {
    storeId: STORE.storeId,
    role: 'clerk',
    operator: '何掌柜',
  })
  await stranger.open(`features/merchant-desk/pages/accept?scene=${code}`)
  await stranger.page.getByRole('button', { name: '接受邀请' }).click()
  await stranger.page.getByText('扫会员码').waitFor()
})
