import type { Page } from 'playwright-core'
import { personas, shop } from '../../src/stage/personas'
import type { Phone } from '../kit/browser'
import { deskScenes } from './desk-scenes'
import { operatorScenes } from './operator-scenes'
import { people } from './people'
import { PHONE_TAIL } from './prepare'
import type { Scene } from './scene'
import { waitingGift } from './spend'
import { wheelScenes } from './wheel-scenes'

const HOME = 'tabs/home/index'
const STATEMENT = 'features/points/pages/statement'

const memberScenes: readonly Scene[] = [
  {
    name: 'join-sheet',
    route: HOME,
    who: ['visitor'],
    act: ({ page }) => page.getByRole('button', { name: '加入会员' }).click(),
  },
  {
    name: 'confirm-request',
    route: HOME,
    who: ['asked'],
    async act({ page }, cloud) {
      await cloud.staff(personas.clerk.openid)('members.look-up', {
        storeId: shop.stores[0].storeId,
        phoneTail: PHONE_TAIL,
      })
      await page.reload()
      await page.getByRole('button', { name: '是我' }).waitFor()
    },
  },
  {
    name: 'bind-phone',
    route: 'features/members/pages/profile',
    who: ['full'],
    act: ({ page }) => page.getByRole('button', { name: '绑定手机号' }).click(),
  },
  ...(
    [
      ['statement-why', /消费.*，为什么$/, ['full', 'pending', 'debt']],
      ['statement-why-newest', /，为什么$/, ['full', 'long']],
    ] as const
  ).map(([name, line, who]) => ({
    name,
    route: STATEMENT,
    who,
    act: ({ page }: Phone) => page.getByRole('button', { name: line }).first().click(),
  })),
  {
    name: 'statement-expiring',
    route: STATEMENT,
    who: ['new', 'full', 'long', 'large'],
    act: ({ page }) => page.getByRole('tab', { name: '到期日' }).click(),
  },
  {
    name: 'make-up-dialog',
    route: 'features/check-in/pages/calendar',
    who: ['full'],
    act: ({ page }) =>
      page
        .getByRole('button', { name: /可以补签$/ })
        .first()
        .click(),
  },
  {
    name: 'orders-end',
    route: 'features/orders/pages/orders',
    who: ['debt'],
    act: ({ page }) => page.mouse.wheel(0, 4_000),
  },
  {
    name: 'tier-end',
    route: 'features/tiers/pages/tier',
    who: ['top', 'full'],
    act: ({ page }) => page.getByText('变化记录').scrollIntoViewIfNeeded(),
  },
]

/** The first of what the mall or a wallet lists. */
const tapFirst = (page: Page, name: RegExp) => page.getByRole('button', { name }).first().click()

/** The same where it leads to another page: until that is on its way, the old one looks as if nothing were to come. */
async function openFirst(page: Page, name: RegExp): Promise<void> {
  const before = page.url()
  await tapFirst(page, name)
  await page.waitForURL(({ href }) => href !== before)
}

const CAMPAIGNS = 'tabs/campaigns/index'

const campaignScenes: readonly Scene[] = [
  {
    name: 'campaign',
    route: CAMPAIGNS,
    who: ['new', 'full', 'long', 'large'],
    act: ({ page }) => openFirst(page, /^满壶有礼/),
  },
  { name: 'campaign-warm-up', route: CAMPAIGNS, who: ['full'], act: ({ page }) => openFirst(page, /^新茶季/) },
  { name: 'campaign-not-mine', route: CAMPAIGNS, who: ['full'], act: ({ page }) => openFirst(page, /^新朋友首单礼/) },
]

const WALLET = 'features/coupons/pages/wallet'

const spendingScenes: readonly Scene[] = [
  {
    name: 'reward',
    route: 'tabs/mall/index',
    who: ['full', 'top', 'large'],
    act: ({ page }) => openFirst(page, / 茶点/),
  },
  {
    name: 'reward-redeem',
    route: 'tabs/mall/index',
    who: ['top'],
    async act({ page }) {
      await openFirst(page, / 茶点/)
      await tapFirst(page, /^用 .*兑换$/)
    },
  },
  {
    name: 'wallet-offers',
    route: WALLET,
    who: ['full', 'top', 'large'],
    act: ({ page }) => page.getByRole('tab', { name: '可以领的' }).click(),
  },
  {
    name: 'wallet-used',
    route: WALLET,
    who: ['full', 'top'],
    act: ({ page }) => page.getByRole('tab', { name: '其他的' }).click(),
  },
  {
    name: 'wallet-giving',
    route: WALLET,
    who: ['top'],
    async act({ page }) {
      await page.getByRole('tab', { name: '其他的' }).click()
      await page.getByRole('tab', { name: '在送的' }).click()
      await page.getByText('待领取').waitFor()
    },
  },
  { name: 'coupon', route: WALLET, who: ['top', 'large'], act: ({ page }) => openFirst(page, /^使用/) },
  {
    name: 'gift',
    route: 'tabs/home/index',
    who: ['asked'],
    async act({ page }, cloud) {
      const giftCode = await waitingGift(cloud)
      await page.goto(`/?as=${people.asked.openid}#/features/coupons/pages/gift?giftCode=${giftCode}`)
      await page.getByRole('button', { name: '收下' }).waitFor()
    },
  },
  {
    name: 'gift-own',
    route: WALLET,
    who: ['top'],
    async act({ page }) {
      await page.getByRole('tab', { name: '其他的' }).click()
      await page.getByRole('tab', { name: '在送的' }).click()
      await openFirst(page, /^再发一次/)
    },
  },
  ...['大师手作', '限量生肖', '视频会员', '周末品茶课', '朱泥小壶'].map((title, at) => ({
    name: `reward-${['soon', 'gone', 'card', 'class', 'teapot'][at]}`,
    route: 'tabs/mall/index',
    who: ['top'] as const,
    act: ({ page }: { page: Page }) => openFirst(page, new RegExp(`^${title}`)),
  })),
  {
    name: 'reward-address',
    route: 'tabs/mall/index',
    who: ['top'],
    async act({ page }) {
      await openFirst(page, /^檐雨青瓷/)
      await tapFirst(page, /^用 .*兑换$/)
      await page.getByRole('tab', { name: '寄给我' }).click()
    },
  },
  {
    name: 'reward-store',
    route: 'tabs/mall/index',
    who: ['top', 'large'],
    async act({ page }) {
      await openFirst(page, /^檐雨青瓷/)
      await tapFirst(page, /^用 .*兑换$/)
      await page.getByRole('tab', { name: '山塘街店' }).click()
      await page.getByText('只能在山塘街店').waitFor()
    },
  },
  ...['祁门红茶', '四季茶样盒', '视频会员', '周末品茶课'].map((title, at) => ({
    name: `redemption-${['sent', 'packed', 'card', 'class'][at]}`,
    route: 'features/rewards/pages/redemptions',
    who: ['top'] as const,
    act: ({ page }: { page: Page }) => openFirst(page, new RegExp(`^${title}`)),
  })),
  {
    // After the first picture of it, it was shown.
    name: 'redemption-card-shown',
    route: 'features/rewards/pages/redemptions',
    who: ['top'],
    async act({ page }) {
      await openFirst(page, /^视频会员/)
      await page.getByText('卡密', { exact: true }).waitFor()
      const show = page.getByRole('button', { name: '显示卡密' })
      if ((await show.count()) === 0) return
      await show.click()
      await page.getByRole('button', { name: '显示', exact: true }).click()
      await page.getByRole('button', { name: '复制卡密' }).waitFor()
    },
  },
]

export const scenes: readonly Scene[] = [
  ...memberScenes,
  ...campaignScenes,
  ...spendingScenes,
  ...wheelScenes,
  ...deskScenes,
  ...operatorScenes,
]
