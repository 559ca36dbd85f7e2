import { openShop } from './shop'

const shop = openShop()
/** The members that the stage signs in as first. */
const REGULAR = 'demo-regular'
const viewport = { width: 1440, height: 900 }

async function openStage() {
  const { page } = await shop.phone('', { viewport })
  await page.goto('/')
  const left = page.frameLocator('iframe >> nth=0')
  const right = page.frameLocator('iframe >> nth=1')
  await left.getByRole('button', { name: '签到日历' }).waitFor()
  await right.getByRole('button', { name: '加入会员' }).waitFor()
  return { page, left, right, said: page.getByRole('status') }
}

beforeAll(() => shop.join(REGULAR, '阿棠'))

test('a wide window shows two phones, each with its own member, and a narrow one just the app', async () => {
  const { page, left } = await openStage()
  expect(page.url()).toContain('/stage.html')
  await left.getByText('，阿棠').waitFor()
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)

  const narrow = await shop.phone('')
  await narrow.page.goto('/')
  await narrow.page.getByRole('button', { name: '加入会员' }).waitFor()
  expect(narrow.page.url()).not.toContain('stage')
})

test('fifty taps at once are one check-in and forty-nine refusals', async () => {
  const { page, left, said } = await openStage()
  await page.getByRole('button', { name: '开始' }).click()
  await said.filter({ hasText: '阿棠同时签到 50 次：1 次成功，49 次被拒（今天已经签过）' }).waitFor()
  await left.getByText('今天签过了，明天再来').waitFor()
  expect(await shop.entries(REGULAR)).toEqual([5, 50])
})

test('a balance edited in the database is named by the check of the ledger, and put back', async () => {
  const { page, said } = await openStage()
  await page.getByRole('button', { name: '改余额' }).click()
  await said.filter({ hasText: /核对指出：会员 阿棠 · 账户 · 字段 available/ }).waitFor()
  const { findings } = await shop.cloud().ops()('ops.verify-ledger', {})
  expect(findings.map(({ field }) => field)).toContain('available')

  await page.getByRole('button', { name: '改回去' }).click()
  await said.filter({ hasText: '全部相符' }).waitFor()
  expect((await shop.cloud().ops()('ops.verify-ledger', {})).findings).toEqual([])
})

test('a phone cut off on the stage finishes its check-in when the network returns, on the next day', async () => {
  const { page, left } = await openStage()
  await page.getByRole('button', { name: '快进一天' }).click()
  const checkIn = left.getByRole('button', { name: '签到，得 5 积分' })
  await checkIn.waitFor()
  await page.getByRole('button', { name: '断网' }).click()
  await checkIn.click()
  await left.getByText('网络不通').waitFor()
  expect(await shop.entries(REGULAR)).toEqual([5, 50])
  await page.getByRole('button', { name: '恢复网络' }).click()
  await left.getByText('今天签过了，明天再来').waitFor()
  expect(await shop.entries(REGULAR)).toEqual([5, 5, 50])
})
