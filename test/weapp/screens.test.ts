import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RunningCloud } from '../kit/running-cloud'
import { dist, startMiniProgram } from './harness'
import { createWeChat } from './wechat'

jest.setTimeout(120_000)

const MOST_CALLS = 2
const MOST_BYTES = 4 * 1024
const DAY_MS = 86_400_000

let cloud: RunningCloud
beforeAll(async () => {
  cloud = await RunningCloud.start()
})
afterAll(() => cloud.close())

const phoneOf = (openid: string) => createWeChat(({ name, data }) => cloud.call(name, data, openid))

async function joinAndCheckIn(openid: string, days: number) {
  const ask = cloud.member(openid)
  await ask('members.join', { consentVersion: '1', nickname: '一个称呼正好有二十个字的老会员住在海边上' })
  for (let day = 0; day < days; day++) {
    await cloud.setClock(new Date(Date.parse('2026-03-01T10:00:00+08:00') + day * DAY_MS).toISOString())
    await ask('check-in.perform', {})
  }
}

test.each([
  ['a visitor', 'visitor', 0],
  ['a new member', 'newcomer', 0],
  ['a member with a long name and forty days of check-ins', 'regular', 40],
])('the first screen of %s is two updates and under four kilobytes', async (_, openid, days) => {
  if (openid !== 'visitor') await joinAndCheckIn(openid, days)
  const home = await startMiniProgram(phoneOf(openid)).open('tabs/home/index')
  // The screen is the real one and not its skeleton.
  expect(home.controls().length).toBeGreaterThan(openid === 'visitor' ? 0 : 1)
  const bytes = home.setDataBytes.reduce((sum, size) => sum + size, 0)
  console.log(`first screen of ${openid}: ${home.setDataBytes.join(' + ')} bytes`)
  expect(home.setDataBytes.length).toBeLessThanOrEqual(MOST_CALLS)
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES)
})

test('on every page, a member can name every control', async () => {
  await joinAndCheckIn('listener', 1)
  const app = startMiniProgram(phoneOf('listener'))
  const { pages, subPackages } = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8')) as {
    pages: string[]
    subPackages: { root: string; pages: string[] }[]
  }
  const unnamed: string[] = []
  const named: string[] = []
  for (const route of [...pages, ...subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))]) {
    const page = await app.open(route)
    for (const { role, name } of page.controls()) (name ? named : unnamed).push(`${route} ${role} ${name}`)
  }
  expect(unnamed).toEqual([])
  expect(named).toContain('tabs/home/index button 签到日历')
  expect(named).toContain('features/members/pages/profile textbox 称呼')
  expect(named).toContain('features/points/pages/statement tab 明细，已选中')
})
