import { RunningCloud } from '../kit/running-cloud'
import { startMiniProgram } from './harness'
import { createWeChat } from './wechat'

jest.setTimeout(120_000)

let cloud: RunningCloud
beforeAll(async () => {
  cloud = await RunningCloud.start()
  await cloud.setClock('2026-03-10T10:00:00+08:00')
})
afterAll(() => cloud.close())

/** WeChat on one person's phone. */
const phoneOf = (openid: string, storage?: Map<string, unknown>) =>
  createWeChat(({ name, data }) => cloud.call(name, data, openid), storage)

const join = (openid: string) => cloud.member(openid)('members.join', { consentVersion: '1', nickname: '阿明' })

async function entriesOf(openid: string): Promise<number[]> {
  const { items } = await cloud.member(openid)('points.statement', {})
  return items.map(({ points }) => points)
}

const pendingIn = (weChat: ReturnType<typeof phoneOf>) =>
  [...weChat.storage.keys()].filter((key) => key.startsWith('pending|'))

test('a visitor joins, checks in and reads in the statement why', async () => {
  const weChat = phoneOf('visitor')
  const app = startMiniProgram(weChat)
  const home = await app.open('tabs/home/index')
  expect(home.text()).toContain('免费加入会员，不需要手机号')

  await home.tap('加入会员')
  await home.type('称呼', '阿明')
  await home.tap('加入会员')
  expect(home.text()).toContain('请先阅读并勾选会员说明')
  await home.tap('我已阅读并同意会员与隐私说明，未勾选')
  await home.tap('加入会员')
  expect(home.text()).toContain('阿明')
  expect(home.text()).not.toContain('不需要手机号')

  await home.tap('签到，得 5 积分')
  expect(home.text()).toContain('连续签到 1 天')
  expect(home.text()).toContain('今天签过了，明天再来')
  expect(weChat.asked('showToast', 'title')).toEqual(['欢迎加入，50 积分已到账', '5 积分已到账'])

  await home.tap('我的积分 55，查看明细')
  expect(weChat.asked('navigateTo', 'url')).toEqual(['/features/points/pages/statement'])
  const statement = await app.open('features/points/pages/statement')
  await statement.tap('每日签到，连续 1 天，+5，余额 55，为什么')
  expect(statement.text()).toContain('为什么是 +5')
  expect(statement.text()).toContain('签到阶梯第 1 天得 5 积分')
  expect(await entriesOf('visitor')).toEqual([5, 50])
  expect(pendingIn(weChat)).toEqual([])
})

test('a check-in without a network waits in the open and is done once when the network returns', async () => {
  await join('commuter')
  const weChat = phoneOf('commuter')
  const home = await startMiniProgram(weChat).open('tabs/home/index')
  weChat.setLine('cut')
  await home.tap('签到，得 5 积分')
  expect(home.text()).toContain('网络不通')
  expect(home.text()).toContain('正在签到')
  expect(await entriesOf('commuter')).toEqual([50])

  weChat.setLine('open')
  await home.settle()
  expect(home.text()).toContain('今天签过了，明天再来')
  expect(home.text()).not.toContain('网络不通')
  expect(await entriesOf('commuter')).toEqual([5, 50])
})

test('a check-in whose reply was lost is finished by the next start of the app, once', async () => {
  await join('traveller')
  const killed = phoneOf('traveller')
  const home = await startMiniProgram(killed).open('tabs/home/index')
  killed.setLine('reply lost')
  await home.tap('签到，得 5 积分')
  expect(await entriesOf('traveller')).toEqual([5, 50])
  expect(pendingIn(killed)).toHaveLength(1)
  killed.setLine('cut')

  const started = phoneOf('traveller', killed.storage)
  const homeAgain = await startMiniProgram(started).open('tabs/home/index')
  expect(homeAgain.text()).toContain('今天签过了，明天再来')
  expect(await entriesOf('traveller')).toEqual([5, 50])
  expect(pendingIn(started)).toEqual([])
})
