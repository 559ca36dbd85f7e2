import type { Page } from 'playwright-core'
import type { Person } from './people'

/** What a page shows only after a tap. */
interface Scene {
  readonly name: string
  readonly route: string
  readonly who: readonly Person[]
  readonly act: (page: Page) => Promise<void>
}

export const scenes: readonly Scene[] = [
  {
    name: 'join-sheet',
    route: 'tabs/home/index',
    who: ['visitor'],
    act: (page) => page.getByRole('button', { name: '加入会员' }).click(),
  },
  {
    name: 'statement-why',
    route: 'features/points/pages/statement',
    who: ['full'],
    act: (page) =>
      page
        .getByRole('button', { name: /，为什么$/ })
        .first()
        .click(),
  },
  {
    name: 'statement-expiring',
    route: 'features/points/pages/statement',
    who: ['new', 'full', 'long'],
    act: (page) => page.getByRole('tab', { name: '到期日' }).click(),
  },
  {
    name: 'make-up-dialog',
    route: 'features/check-in/pages/calendar',
    who: ['full'],
    act: (page) =>
      page
        .getByRole('button', { name: /可以补签$/ })
        .first()
        .click(),
  },
]
