/**
 * The bars on top and below are not ours: WeChat takes their colours from theme.json, by mode, and a browser from
 * our own tokens.
 */
const colour = (inTheme: string, token: string): string =>
  process.env.TARO_ENV === 'weapp' ? `@${inTheme}` : `var(--${token})`

const tab = (name: string, text: string) => ({
  pagePath: `tabs/${name}/index`,
  text,
  iconPath: `assets/${name}.png`,
  selectedIconPath: `assets/${name}-selected.png`,
})

export default defineAppConfig({
  pages: ['tabs/home/index', 'tabs/mall/index', 'tabs/campaigns/index', 'tabs/me/index'],
  subPackages: [
    { root: 'features/members', pages: ['pages/profile', 'pages/consent'] },
    { root: 'features/check-in', pages: ['pages/calendar'] },
    { root: 'features/points', pages: ['pages/statement'] },
    { root: 'features/inbox', pages: ['pages/inbox'] },
    { root: 'features/card', pages: ['pages/card'] },
    { root: 'features/rewards', pages: ['pages/reward', 'pages/redemptions', 'pages/redemption', 'pages/memberships'] },
    { root: 'features/coupons', pages: ['pages/wallet', 'pages/coupon', 'pages/gift'] },
    { root: 'features/tiers', pages: ['pages/tier'] },
    { root: 'features/lottery', pages: ['pages/wheel', 'pages/draws', 'pages/rules'] },
    { root: 'features/orders', pages: ['pages/orders'] },
    { root: 'features/campaigns', pages: ['pages/campaign'] },
    { root: 'features/referrals', pages: ['pages/referrals'] },
    {
      root: 'features/merchant-desk',
      pages: [
        'pages/desk',
        'pages/today',
        'pages/used-coupons',
        'pages/refund',
        'pages/cards',
        'pages/hand-over',
        'pages/fulfilment',
        'pages/roster',
        'pages/accept',
      ],
    },
    { root: 'features/operator-campaigns', pages: ['pages/campaigns', 'pages/campaign'] },
  ],
  preloadRule: {
    'tabs/home/index': { network: 'all', packages: ['features/check-in', 'features/points', 'features/card'] },
    'tabs/campaigns/index': { network: 'all', packages: ['features/campaigns'] },
    'tabs/me/index': {
      network: 'all',
      packages: ['features/members', 'features/inbox', 'features/tiers', 'features/orders'],
    },
  },
  lazyCodeLoading: 'requiredComponents',
  darkmode: true,
  themeLocation: 'theme.json',
  window: {
    navigationStyle: 'default',
    navigationBarTitleText: '会员中心',
    navigationBarBackgroundColor: colour('bar', 'bg'),
    navigationBarTextStyle: colour('barText', 'ink'),
    backgroundColor: colour('bar', 'bg'),
    backgroundTextStyle: (process.env.TARO_ENV === 'weapp' ? '@loading' : 'dark') as 'dark',
  },
  tabBar: {
    color: colour('tabText', 'ink-2'),
    selectedColor: colour('tabSelected', 'ink'),
    backgroundColor: colour('tabBar', 'surface'),
    borderStyle: (process.env.TARO_ENV === 'weapp' ? '@tabBorder' : 'black') as 'black',
    list: [tab('home', '首页'), tab('mall', '商城'), tab('campaigns', '活动'), tab('me', '我的')],
  },
})
