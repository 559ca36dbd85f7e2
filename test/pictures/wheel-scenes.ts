import type { Page } from 'playwright-core'
import type { Scene } from './scene'

const WHEEL = 'features/lottery/pages/wheel?campaignId=tea-wheel'
const DRAWS = 'features/lottery/pages/draws?campaignId=tea-wheel'

const tap = (page: Page, name: RegExp) => page.getByRole('button', { name }).first().click()

/** The wheel before and after a tap, and a draw that the phone checks. */
export const wheelScenes: readonly Scene[] = [
  { name: 'wheel', route: WHEEL, who: ['full', 'top', 'new', 'large', 'visitor'], act: async () => {} },
  {
    name: 'wheel-odds',
    route: WHEEL,
    who: ['full', 'large'],
    act: ({ page }) => page.getByText('怎么得机会').scrollIntoViewIfNeeded(),
  },
  {
    name: 'wheel-drawn',
    route: WHEEL,
    who: ['full', 'pending'],
    async act({ page }) {
      await tap(page, /^抽一次$/)
      await page.getByText(/^第 \d+ 次抽奖/).waitFor()
    },
  },
  {
    name: 'wheel-rules',
    route: 'features/lottery/pages/rules?campaignId=tea-wheel',
    who: ['full', 'large'],
    act: async () => {},
  },
  { name: 'draws', route: DRAWS, who: ['full', 'top', 'new', 'large'], act: async () => {} },
  { name: 'draw-check', route: DRAWS, who: ['full', 'large'], act: ({ page }) => tap(page, /，验证$/) },
  { name: 'draw-check-tomorrow', route: DRAWS, who: ['full'], act: ({ page }) => tap(page, /，明天可验证$/) },
]
