import type { Page } from 'playwright-core'
import { personas, shop } from '../../src/stage/personas'
import { deskScenes } from './desk-scenes'
import { PHONE_TAIL } from './prepare'
import type { Scene } from './scene'

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
  {
    name: 'statement-why',
    route: STATEMENT,
    who: ['full', 'pending', 'debt', 'long'],
    act: ({ page }) =>
      page
        .getByRole('button', { name: /，为什么$/ })
        .first()
        .click(),
  },
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
const WALLET = 'features/coupons/pages/wallet'

const spendingScenes: readonly Scene[] = [
  {
    name: 'reward',
    route: 'tabs/mall/index',
    who: ['full', 'top', 'large'],
    act: ({ page }) => tapFirst(page, / 茶点/),
  },
  {
    name: 'reward-redeem',
    route: 'tabs/mall/index',
    who: ['top'],
    async act({ page }) {
      await tapFirst(page, / 茶点/)
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
  { name: 'coupon', route: WALLET, who: ['top'], act: ({ page }) => tapFirst(page, /^使用/) },
]

export const scenes: readonly Scene[] = [...memberScenes, ...spendingScenes, ...deskScenes]
