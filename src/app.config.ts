import light from './theme.json'

/** WeChat reads the colours of its own bars from theme.json, by mode; a browser gets the light ones and our CSS. */
const colour = (name: keyof typeof light.light): string =>
  process.env.TARO_ENV === 'weapp' ? `@${name}` : light.light[name]

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
  ],
  preloadRule: {
    'tabs/home/index': { network: 'all', packages: ['features/check-in', 'features/points'] },
    'tabs/me/index': { network: 'all', packages: ['features/members'] },
  },
  lazyCodeLoading: 'requiredComponents',
  darkmode: true,
  themeLocation: 'theme.json',
  window: {
    navigationStyle: 'default',
    navigationBarTitleText: '会员中心',
    navigationBarBackgroundColor: colour('bar'),
    navigationBarTextStyle: colour('barText'),
    backgroundColor: colour('bar'),
    backgroundTextStyle: colour('loading') as 'dark' | 'light',
  },
  tabBar: {
    color: colour('tabText'),
    selectedColor: colour('tabSelected'),
    backgroundColor: colour('tabBar'),
    borderStyle: colour('tabBorder') as 'black' | 'white',
    list: [tab('home', '首页'), tab('mall', '积分商城'), tab('campaigns', '活动'), tab('me', '我的')],
  },
})
