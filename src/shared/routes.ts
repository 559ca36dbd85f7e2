import Taro from '@tarojs/taro'

/** Pages of features, by what they show. A feature opens another's page by its name, never by importing it. */
const PAGES = {
  statement: '/features/points/pages/statement',
  expiring: '/features/points/pages/statement?show=expiring',
  calendar: '/features/check-in/pages/calendar',
  profile: '/features/members/pages/profile',
  consent: '/features/members/pages/consent',
  inbox: '/features/inbox/pages/inbox',
} as const

export function openPage(name: keyof typeof PAGES): void {
  void Taro.navigateTo({ url: PAGES[name] })
}

/** Opens the page that a message leads to. A tab is switched to: WeChat stacks no tab on another page. */
export function openLink(path: string): void {
  void (path.startsWith('/tabs/') ? Taro.switchTab({ url: path }) : Taro.navigateTo({ url: path }))
}
