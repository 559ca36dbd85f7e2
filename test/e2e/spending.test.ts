import { handCode, recorded, typeAmount } from '../kit/counter'
import { openStore } from '../kit/open-store'
import { publish } from '../kit/publish'
import { openShop } from './shop'

const shop = openShop()
const STORE = { storeId: 'pingjiang', name: '平江路店' }
const CLERK = 'clerk-zhou'
const OTHER_STORE = { storeId: 'shantang', name: '山塘街店' }
const OTHER_CLERK = 'clerk-lu'
beforeAll(async () => {
  await openStore(shop.cloud(), STORE, { openid: CLERK, name: '小周', role: 'manager' })
  const always = { onSaleFromMs: 0, onSaleUntilMs: null, limitPerMember: null }
  const cup = { kind: 'item', delivery: 'pick_up', pricePoints: 40, stock: 3 }
  await publish(shop.cloud(), 'rewards', { _id: 'cup', title: '青瓷茶杯', ...cup, ...always })
  await publish(shop.cloud(), 'rewards', { _id: 'pot', title: '朱泥小壶', ...cup, pricePoints: 8_800, ...always })
  const coupon = { kind: 'cash', discountFen: 500, stock: null, limitPerMember: 2, validity: { days: 30 } }
  await publish(shop.cloud(), 'coupon_templates', { _id: 'five', title: '五元茶券', ...coupon, claimable: true })
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
  await handCode(clerk.page, code ?? '')
  await clerk.page.getByRole('button', { name: '交给顾客' }).click()
  await clerk.page.getByText('扫兑换码').waitFor()
  const after = await shop.cloud().member('buyer-1')('rewards.orders', {})
  expect(after.items.map(({ state }) => state)).toEqual(['received'])
})

test('of several stores one is chosen for a cup, and it is on the list of that store alone', async () => {
  const cloud = shop.cloud()
  await openStore(cloud, OTHER_STORE, { openid: OTHER_CLERK, name: '小陆' })
  await shop.join('buyer-5', '阿棠')
  // What stores there are is remembered for five seconds.
  const storesOfCup = async () => (await cloud.member('buyer-5')('rewards.view', { rewardId: 'cup' })).stores
  while ((await storesOfCup()).length < 2) await new Promise((resolve) => setTimeout(resolve, 500))
  const phone = await shop.phone('buyer-5')
  await phone.open('features/rewards/pages/reward?rewardId=cup')
  await phone.page.getByRole('button', { name: '用 40 积分 兑换' }).click()
  await phone.page.getByText('这几家都可以').waitFor()
  await phone.page.getByRole('tab', { name: OTHER_STORE.name }).click()
  await phone.page.getByText('只能在山塘街店').waitFor()
  await phone.page.getByRole('button', { name: '用 40 积分 兑换' }).last().click()
  await phone.page.getByText('到山塘街店').waitFor()
  const waiting = async (openid: string, { storeId }: typeof STORE) => {
    const { items } = await cloud.staff(openid)('rewards.waiting', { storeId, list: 'here', state: 'made' })
    return items.map(({ maskedName }) => maskedName)
  }
  expect(await waiting(OTHER_CLERK, OTHER_STORE)).toEqual(['阿*'])
  expect(await waiting(CLERK, STORE)).toEqual([])
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
  await handCode(clerk.page, memberCode)
  await clerk.page.getByText('小满').waitFor()
  await typeAmount(clerk.page, ['3', '6'])
  await clerk.page.getByRole('button', { name: '用一张券' }).waitFor()
  await handCode(clerk.page, couponCode)
  await clerk.page.getByText('实付 31.00 元').waitFor()
  await clerk.page.getByRole('button', { name: /^记 31\.00 元/ }).click()
  await recorded(clerk.page, 31)
  const used = await asBuyer('coupons.wallet', { state: 'used' })
  expect(used.items.map(({ use }) => use?.discountFen)).toEqual([500])
})

test('a typed coupon that was used by mistake is undone with a reason, and its member can use it again', async () => {
  await shop.join('buyer-4', '云起')
  const asBuyer = shop.cloud().member('buyer-4')
  const { couponId } = await asBuyer('coupons.claim', { templateId: 'five' })
  const { code: memberCode } = await asBuyer('members.card', {})
  const { page, open } = await shop.phone(CLERK)
  await open('features/merchant-desk/pages/desk')
  await page.getByText('扫会员码').waitFor()
  await handCode(page, memberCode)
  await page.getByText('云起').waitFor()
  await typeAmount(page, ['4', '0'])
  await page.getByRole('button', { name: '输入券码' }).click()
  await page.getByRole('textbox', { name: '在二维码下面' }).fill((await asBuyer('coupons.show', { couponId })).code)
  await page.getByRole('button', { name: '确定' }).click()
  await page.getByText('云*的券').waitFor()
  await page.getByRole('button', { name: /^记 35\.00 元/ }).click()
  await recorded(page, 35)

  await page.getByText('今天用的券').click()
  await page.getByText('原价 40.00').waitFor()
  await page.getByRole('button', { name: '撤销，五元茶券 −5.00' }).first().click()
  await page.getByRole('tab', { name: '其他' }).click()
  const undo = page.getByRole('button', { name: '撤销，把券还给顾客' })
  expect(await undo.getAttribute('class')).toContain('disabled')
  await page.getByRole('textbox', { name: '写一句就好' }).fill('顾客拿错了券')
  await undo.click()
  await page.getByText('已撤销', { exact: true }).waitFor()
  const { items } = await asBuyer('coupons.wallet', { state: 'usable' })
  expect(items.map(({ title }) => title)).toEqual(['五元茶券'])
})

test('a coupon on its way is sent again from the wallet, and the friend who opens its card has it', async () => {
  await shop.join('giver', '林小梅')
  await shop.join('friend', '阿棠')
  const asGiver = shop.cloud().member('giver')
  const { couponId } = await asGiver('coupons.claim', { templateId: 'five' })
  const { giftCode } = await asGiver('coupons.give', { couponId })
  const giver = await shop.phone('giver')
  await giver.open('features/coupons/pages/wallet')
  await giver.page.getByRole('tab', { name: '其他的' }).click()
  await giver.page.getByRole('tab', { name: '在送的' }).click()
  await giver.page.getByRole('button', { name: '再发一次五元茶券' }).click()
  await giver.page.getByRole('button', { name: '再发给朋友' }).waitFor()
  expect(giver.page.url()).toContain(giftCode)

  const friend = await shop.phone('friend')
  await friend.open(`features/coupons/pages/gift?giftCode=${giftCode}`)
  await friend.page.getByText('林*送您一张券').waitFor()
  await friend.page.getByRole('button', { name: '收下' }).click()
  await friend.page.getByText('您已经领到了').waitFor()
  const { items } = await asGiver('coupons.wallet', { state: 'given' })
  expect(items.map(({ gift }) => gift?.takenBy)).toEqual(['阿*'])
})
