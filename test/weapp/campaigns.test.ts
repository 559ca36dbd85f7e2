import { alwaysOn, EXAMPLE_WHEEL } from '../kit/example-wheel'
import { publish } from '../kit/publish'
import { RunningCloud } from '../kit/running-cloud'
import { type OpenPage, startMiniProgram } from './harness'
import { createWeChat } from './wechat'

jest.setTimeout(120_000)

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

let cloud: RunningCloud
beforeAll(async () => {
  cloud = await RunningCloud.start()
  const now = Date.now()
  const running = { fromMs: now - DAY_MS, untilMs: now + 2 * DAY_MS + HOUR_MS }
  await publish(cloud, 'campaigns', {
    _id: 'steps',
    title: '满壶有礼',
    kind: 'rules',
    ...running,
    rules: [{ when: 'order_paid', effects: [{ code: 'points_steps', steps: [{ fen: 5_000, points: 20 }] }] }],
  })
  await publish(cloud, 'campaigns', {
    _id: 'soon',
    title: '新茶季',
    kind: 'rules',
    warmUpFromMs: now,
    fromMs: now + DAY_MS,
    untilMs: now + 3 * DAY_MS,
    rules: [{ when: 'checked_in', effects: [{ code: 'points_fixed', points: 5, for: '茶会礼' }] }],
  })
  const wheel = { ...EXAMPLE_WHEEL, kind: 'wheel', rules: [], fromMs: now, untilMs: now + 10 * DAY_MS, freePerDay: 2 }
  await publish(cloud, 'campaigns', { _id: 'points', title: '积分转盘', ...wheel, ...alwaysOn('points') })
  await publish(cloud, 'campaigns', { _id: 'nothing', title: '随缘转盘', ...wheel, ...alwaysOn('thanks') })
  // What was published counts by now, and the timer has promised the wheels' first day.
  for (let minute = 0; minute < 3; minute += 1) {
    await cloud.local('POST', 'clock', { advanceMs: 60_000 })
    await cloud.local('POST', 'timers/tick', {})
  }
})
afterAll(() => cloud.close())

const phoneOf = (openid: string, storage?: Map<string, unknown>) =>
  createWeChat(({ name, data }) => cloud.call(name, data, openid), storage)
type WeChatPhone = ReturnType<typeof phoneOf>

async function openApp(openid: string) {
  await cloud.member(openid)('members.join', { consentVersion: '1', nickname: '小满' })
  const phone = phoneOf(openid)
  return { phone, app: startMiniProgram(phone) }
}

/** Where the last tap led, and with what. */
function opened(phone: WeChatPhone): [route: string, query: Record<string, string>] {
  const [path = '', search = ''] = String(phone.asked('navigateTo', 'url').at(-1)).slice(1).split('?')
  return [path, Object.fromEntries(new URLSearchParams(search))]
}

/** Taps what is called so at its beginning. */
async function tapOn(page: OpenPage, beginning: string): Promise<void> {
  const found = page.controls().find(({ name }) => name.startsWith(beginning))
  await page.tap(found?.name ?? beginning)
}

const balanceOf = async (openid: string) => (await cloud.member(openid)('members.me', {})).points.available
const numbersOf = async (openid: string) =>
  (await cloud.member(openid)('lottery.draws', {})).items.map(({ draw }) => draw.number)

test('the tab has what runs and what comes; a campaign says its rules, its progress and how long it still runs', async () => {
  const { phone, app } = await openApp('reader')
  const tab = await app.open('tabs/campaigns/index')
  expect(tab.text()).toMatch(/正在进行.*满壶有礼.*快开始了.*新茶季/)
  await tapOn(tab, '满壶有礼，')
  const page = await app.open(...opened(phone))
  expect(page.text()).toMatch(/还剩 2 天 [01] 小时/)
  expect(page.text()).toContain('再消费 50.00 元，得 20 积分')
  expect(page.text()).toContain('活动里已消费 0.00 元')
})

test('before a campaign begins one asks to be told, and is asked no more', async () => {
  const { phone, app } = await openApp('early')
  const tab = await app.open('tabs/campaigns/index')
  await tapOn(tab, '新茶季，')
  const page = await app.open(...opened(phone))
  await page.tap('提醒我')
  expect(phone.asked('showToast', 'title')).toContain('开始时会在消息里告诉您')
  expect(page.text()).toContain('开始时会提醒您')
  const { isReminded } = await cloud.member('early')('campaigns.view', { campaignId: 'soon' })
  expect(isReminded).toBe(true)
})

test('the wheel is opened from the tab and turned: the result may be seen at once, and is booked', async () => {
  const { phone, app } = await openApp('player')
  const tab = await app.open('tabs/campaigns/index')
  await tapOn(tab, '积分转盘，')
  const [route, query] = opened(phone)
  expect([route, query]).toEqual(['features/lottery/pages/wheel', { campaignId: 'points' }])
  const page = await app.open(route, query)
  // The odds stand there before anything is tapped.
  expect(page.text()).toMatch(/20 积分.*100%/)
  expect(page.text()).toContain('还有 2 次机会')
  await page.tap('抽一次')
  await page.tap('直接看结果')
  expect(page.text()).toContain('得到 20 积分')
  expect(page.text()).toContain('第 1 次抽奖')
  expect(await balanceOf('player')).toBe(50 + 20)

  await page.tap('好的')
  await page.tap('我的抽奖记录 可以自己验证')
  const draws = await app.open(...opened(phone))
  expect(draws.text()).toContain('20 积分')
  expect(draws.text()).toContain('明天可验证')
})

test('a draw that wins nothing is told as kindly, and after the last one the button says so', async () => {
  const { app } = await openApp('unlucky')
  const page = await app.open('features/lottery/pages/wheel', { campaignId: 'nothing' })
  for (const said of ['谢谢您来玩，还有 1 次机会', '谢谢您来玩，下次见']) {
    await page.tap('抽一次')
    await page.tap('直接看结果')
    expect(page.text()).toContain(said)
    await page.tap('好的')
  }
  expect(page.text()).toContain('现在没有机会了')
  expect(await balanceOf('unlucky')).toBe(50)
})

test('a draw whose reply was lost is finished by the next start of the app, and is one draw', async () => {
  const { phone: killed, app } = await openApp('traveller')
  const page = await app.open('features/lottery/pages/wheel', { campaignId: 'points' })
  killed.setLine('reply lost')
  await page.tap('抽一次')
  expect(await numbersOf('traveller')).toEqual([1])
  killed.setLine('cut')

  const again = phoneOf('traveller', killed.storage)
  const wheel = await startMiniProgram(again).open('features/lottery/pages/wheel', { campaignId: 'points' })
  expect(wheel.text()).toContain('还有 1 次机会')
  expect(await numbersOf('traveller')).toEqual([1])
  expect(await balanceOf('traveller')).toBe(50 + 20)
})
