import { openStore } from '../kit/open-store'
import { RunningCloud } from '../kit/running-cloud'
import { startMiniProgram } from './harness'
import { createWeChat } from './wechat'

jest.setTimeout(120_000)

const STORE = { storeId: 'pingjiang', name: '平江路店' }
const CLERK = 'clerk-zhou'
const DESK = 'features/merchant-desk/pages/desk'

let cloud: RunningCloud
beforeAll(async () => {
  cloud = await RunningCloud.start()
  await openStore(cloud, STORE, { openid: CLERK, name: '小周', role: 'manager' })
})
afterAll(() => cloud.close())

const phoneOf = (openid: string, storage?: Map<string, unknown>) =>
  createWeChat(({ name, data }) => cloud.call(name, data, openid), storage)

async function scannedCode(openid: string): Promise<string> {
  return (await cloud.member(openid)('members.card', {})).code
}

test('a friend opens the card, joins, buys at the counter, and the clerk reads all of it', async () => {
  const { shareCode, path } = await cloud.staff(CLERK)('sharing.create', {
    storeId: STORE.storeId,
    target: { kind: 'store', id: STORE.storeId },
  })
  expect(path).toContain(shareCode)
  const friend = phoneOf('friend')
  const home = await startMiniProgram(friend).open('tabs/home/index', { shareCode })
  expect(home.text()).toContain('平江路店欢迎您')
  await home.tap('加入会员')
  await home.tap('我已阅读并同意会员与隐私说明，未勾选')
  await home.tap('加入会员')

  const clerk = phoneOf(CLERK)
  clerk.showCamera(await scannedCode('friend'))
  const app = startMiniProgram(clerk)
  const desk = await app.open(DESK)
  expect(desk.text()).toContain('平江路店')
  await desk.tap('扫会员码')
  for (const key of ['3', '6']) await desk.tap(key)
  // What it would earn is asked a moment after the last digit.
  await new Promise((done) => setTimeout(done, 400))
  await desk.settle()
  await desk.tap('记 36.00 元，积 36 积分')
  expect(desk.text()).toContain('36 积分')

  const cards = await app.open('features/merchant-desk/pages/cards')
  expect(cards.text()).toMatch(/来看1入会1消费1/)
})

test('an order without a network waits in the open, survives the end of the app, and is recorded once', async () => {
  await cloud.member('buyer')('members.join', { consentVersion: '1', nickname: '晚风' })
  const killed = phoneOf(CLERK)
  killed.showCamera(await scannedCode('buyer'))
  const desk = await startMiniProgram(killed).open(DESK)
  await desk.tap('扫会员码')
  killed.setLine('reply lost')
  await desk.tap('1')
  await desk.tap('8')
  await new Promise((done) => setTimeout(done, 400))
  await desk.settle()
  await desk.tap('记 18.00 元')
  expect(desk.text()).toContain('等待确认，连上后自动补记')
  killed.setLine('cut')

  const started = phoneOf(CLERK, killed.storage)
  const again = await startMiniProgram(started).open(DESK)
  expect(again.text()).not.toContain('等待确认')
  const { points } = await cloud.member('buyer')('members.me', {})
  expect(points.pending).toBe(18)
})

test('without a camera the code is typed, and a wrong digit is refused in words', async () => {
  await cloud.member('typed')('members.join', { consentVersion: '1', nickname: '小满' })
  const clerk = phoneOf(CLERK)
  const desk = await startMiniProgram(clerk).open(DESK)
  const code = await scannedCode('typed')
  const wrong = code.slice(0, -1) + String((Number(code.at(-1)) + 1) % 10)
  await desk.tap('输入会员码')
  await desk.type('20 位数字', wrong)
  await desk.tap('确定')
  expect(clerk.asked('showToast', 'title')).toContain('会员码过期或不对，请顾客刷新后再扫')
  await desk.tap('输入会员码')
  await desk.type('20 位数字', code)
  await desk.tap('确定')
  expect(desk.text()).toContain('小满')
})
