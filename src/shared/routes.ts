import Taro from '@tarojs/taro'

/** Pages of features, by what they show. A feature opens another's page by its name, never by importing it. */
const PAGES = {
  statement: '/features/points/pages/statement',
  expiring: '/features/points/pages/statement?show=expiring',
  calendar: '/features/check-in/pages/calendar',
  profile: '/features/members/pages/profile',
  consent: '/features/members/pages/consent',
  inbox: '/features/inbox/pages/inbox',
  card: '/features/card/pages/card',
  reward: '/features/rewards/pages/reward',
  redemption: '/features/rewards/pages/redemption',
  redemptions: '/features/rewards/pages/redemptions',
  memberships: '/features/rewards/pages/memberships',
  wallet: '/features/coupons/pages/wallet',
  coupon: '/features/coupons/pages/coupon',
  gift: '/features/coupons/pages/gift',
  tier: '/features/tiers/pages/tier',
  campaign: '/features/campaigns/pages/campaign',
  referrals: '/features/referrals/pages/referrals',
  orders: '/features/orders/pages/orders',
  wheel: '/features/lottery/pages/wheel',
  draws: '/features/lottery/pages/draws',
  wheelRules: '/features/lottery/pages/rules',
  desk: '/features/merchant-desk/pages/desk',
  today: '/features/merchant-desk/pages/today',
  usedCoupons: '/features/merchant-desk/pages/used-coupons',
  refund: '/features/merchant-desk/pages/refund',
  fulfilment: '/features/merchant-desk/pages/fulfilment',
  roster: '/features/merchant-desk/pages/roster',
  handOver: '/features/merchant-desk/pages/hand-over',
  cards: '/features/merchant-desk/pages/cards',
  accept: '/features/merchant-desk/pages/accept',
  operatorCampaigns: '/features/operator-campaigns/pages/campaigns',
  operatorCampaign: '/features/operator-campaigns/pages/campaign',
} as const

export function openPage(name: keyof typeof PAGES, query: Readonly<Record<string, string>> = {}): void {
  const asked = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
  void Taro.navigateTo({ url: asked.length > 0 ? `${PAGES[name]}?${asked.join('&')}` : PAGES[name] })
}

/** Opens the page that a message leads to. A tab is switched to: WeChat stacks no tab on another page. */
export function openLink(path: string): void {
  void (path.startsWith('/tabs/') ? Taro.switchTab({ url: path }) : Taro.navigateTo({ url: path }))
}
