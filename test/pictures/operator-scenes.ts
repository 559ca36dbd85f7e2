import type { Phone } from '../kit/browser'
import type { Scene } from './scene'

const CAMPAIGNS = 'features/operator-campaigns/pages/campaigns'
const operators = ['operator', 'operatorLarge'] as const

async function open({ page }: Phone, title: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${title}，`) }).click()
  await page.getByRole('tab', { name: '体检' }).waitFor()
}

/** Waits until ninety days are told of; the first who looks replays them. Each replay takes a core for half a minute. */
async function rehearse(phone: Phone): Promise<void> {
  await open(phone, '冬茶双倍茶点')
  const { page } = phone
  await page.getByRole('tab', { name: '预演' }).click()
  const isNone = page.getByText('这个活动还没有预演过')
  const told = page.getByText('办一场大概花多少')
  await isNone.or(told).first().waitFor()
  if (await isNone.isVisible()) await page.getByRole('button', { name: '重放最近 90 天' }).click()
  await told.waitFor({ timeout: 120_000 })
}

const scrollTo = ({ page }: Phone, text: string) => page.getByText(text).first().scrollIntoViewIfNeeded()

export const operatorScenes: readonly Scene[] = [
  {
    name: 'operator-report',
    route: CAMPAIGNS,
    who: operators,
    async act(phone) {
      await open(phone, '满壶有礼')
      await phone.page.getByText('最近几天').waitFor()
    },
  },
  {
    name: 'operator-report-over',
    route: CAMPAIGNS,
    who: ['operator'],
    async act(phone) {
      await open(phone, '开业同庆')
      await phone.page.getByText('最近几天').waitFor()
    },
  },
  {
    name: 'operator-unrehearsed',
    route: CAMPAIGNS,
    who: ['operator'],
    act: (phone) => open(phone, '人人有份大酬宾'),
  },
  { name: 'operator-rehearsed', route: CAMPAIGNS, who: operators, act: rehearse },
  {
    name: 'operator-costs',
    route: CAMPAIGNS,
    who: operators,
    async act(phone) {
      await rehearse(phone)
      await scrollTo(phone, '谁得得最多')
    },
  },
  {
    name: 'operator-findings',
    route: CAMPAIGNS,
    who: operators,
    async act(phone) {
      await open(phone, '人人有份大酬宾')
      await phone.page.getByRole('tab', { name: '体检' }).click()
      await phone.page.getByText('怎么改').first().waitFor()
    },
  },
  {
    name: 'operator-sound',
    route: CAMPAIGNS,
    who: ['operator'],
    async act(phone) {
      await open(phone, '冬茶双倍茶点')
      await phone.page.getByRole('tab', { name: '体检' }).click()
      await phone.page.getByText('没有发现问题').waitFor()
    },
  },
]
