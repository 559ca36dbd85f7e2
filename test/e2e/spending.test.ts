import { openStore } from '../kit/open-store'
import { openShop } from './shop'

const shop = openShop()
const STORE = { storeId: 'pingjiang', name: '平江路店' }
const CLERK = 'clerk-zhou'
const OPERATOR = '何掌柜'

async function publish(kind: string, draft: { readonly _id: string } & Record<string, unknown>): Promise<void> {
  await shop.cloud().local('PUT', `collections/${kind}/${draft._id}`, draft)
  await shop.cloud().ops()('ops.publish', { kind, id: draft._id, operator: OPERATOR })
}

beforeAll(async () => {
  await openStore(shop.cloud(), STORE, { openid: CLERK, name: '小周', role: 'manager' })
  const always = { onSaleFromMs: 0, onSaleUntilMs: null, limitPerMember: null }
  const cup = { kind: 'item', delivery: 'pick_up', pricePoints: 40, stock: 3 }
  await publish('rewards', { _id: 'cup', title: '青瓷茶杯', ...cup, ...always })
  await publish('rewards', { _id: 'pot', title: '朱泥小壶', ...cup, pricePoints: 8_800, ...always })
  const coupon = { kind: 'cash', discountFen: 500, stock: null, limitPerMember: 2, validity: { days: 30 } }
  await publish('coupon_templates', { _id: 'five', title: '五元茶券', ...coupon, claimable: true })
})

const balanceOf = async (openid: string) => (await shop.cloud().member(openid)('members.me', {})).points.available

test('a cup is redeemed in the mall, shown, handed over at the counter, and its order ends', async () => {
  await shop.join('buyer-1', '阿棠')
  const phone = await shop.phone('buyer-1')
  await phone.open('tabs/mall/index')
  await phone.page.getByRole('button', { name: /^朱泥小壶.*还差/ }).waitFor()
  await phone.page.getByRole('button', { name: /^青瓷茶杯/ }).click()
  await phone.page.getByRole('button', { name: '用 40 积分 兑换' }).click()
  await phone.page.getByRole('button', { name: '用 40 积分 兑换' }).last().click()
  await phone.page.getByText('领取时请店员扫码').waitFor()
  expect(await balanceOf('buyer-1')).toBe(10)

  const { items } = await shop.cloud().member('buyer-1')('rewards.orders', {})
  const { code } = await shop.cloud().member('buyer-1')('rewards.order', { orderId: items[0]?.orderId ?? '' })
  const clerk = await shop.phone(CLERK)
  await clerk.open('features/merchant-desk/pages/hand-over')
  await clerk.page.getByText('扫兑换码').waitFor()
  await clerk.page.evaluate((read) => window.postMessage({ type: 'fudian:scan', code: read }, location.origin), code)
  await clerk.page.getByRole('button', { name: '交给顾客' }).click()
  await clerk.page.getByText('扫兑换码').waitFor()
  const after = await shop.cloud().member('buyer-1')('rewards.orders', {})
  expect(after.items.map(({ state }) => state)).toEqual(['received'])
})

test('a redemption is cancelled before it is handed over, and every point is back', async () => {
  await shop.join('buyer-2', '晚风')
  await shop.cloud().member('buyer-2')('rewards.redeem', { rewardId: 'cup' })
  expect(await balanceOf('buyer-2')).toBe(10)
  const phone = await shop.phone('buyer-2')
  await phone.open('features/rewards/pages/redemptions')
  await phone.page.getByText('青瓷茶杯').click()
  await phone.page.getByRole('button', { name: '取消兑换' }).click()
  await phone.page.getByRole('button', { name: '取消兑换' }).last().click()
  await phone.page.getByText('已取消').waitFor()
  expect(await balanceOf('buyer-2')).toBe(50)
})

test('a coupon is claimed, laid beside an order at the counter, and used with the one confirmation', async () => {
  await shop.join('buyer-3', '小满')
  const phone = await shop.phone('buyer-3')
  await phone.open('features/coupons/pages/wallet?show=offers')
  await phone.page.getByRole('button', { name: '领取五元茶券' }).click()
  await phone.page.getByRole('tab', { name: '我的券' }).click()
  await phone.page.getByRole('button', { name: '使用五元茶券' }).click()
  await phone.page.getByText('请店员扫码').waitFor()

  const asBuyer = shop.cloud().member('buyer-3')
  const { items } = await asBuyer('coupons.wallet', { state: 'usable' })
  const { code: couponCode } = await asBuyer('coupons.show', { couponId: items[0]?.couponId ?? '' })
  const { code: memberCode } = await asBuyer('members.card', {})
  const clerk = await shop.phone(CLERK)
  await clerk.open('features/merchant-desk/pages/desk')
  await clerk.page.getByText('扫会员码').waitFor()
  const scan = (code: string) =>
    clerk.page.evaluate((read) => window.postMessage({ type: 'fudian:scan', code: read }, location.origin), code)
  await scan(memberCode)
  await clerk.page.getByText('小满').waitFor()
  for (const key of ['3', '6']) await clerk.page.getByRole('button', { name: key, exact: true }).click()
  await clerk.page.getByRole('button', { name: '用一张券' }).waitFor()
  await scan(couponCode)
  await clerk.page.getByText('实付 31.00 元').waitFor()
  await clerk.page.getByRole('button', { name: /^记 31\.00 元/ }).click()
  await clerk.page.getByText(/31 积分/).waitFor()
  const used = await asBuyer('coupons.wallet', { state: 'used' })
  expect(used.items.map(({ use }) => use?.discountFen)).toEqual([500])
})
