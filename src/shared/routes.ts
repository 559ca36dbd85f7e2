import Taro from '@tarojs/taro'

/** Pages of features, by what they show. A feature opens another's page by its name, never by importing it. */
const PAGES = {
  statement: '/features/points/pages/statement',
  expiring: '/features/points/pages/statement?show=expiring',
  calendar: '/features/check-in/pages/calendar',
  profile: '/features/members/pages/profile',
  consent: '/features/members/pages/consent',
} as const

export function openPage(name: keyof typeof PAGES): void {
  void Taro.navigateTo({ url: PAGES[name] })
}
