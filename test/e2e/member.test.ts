import { openShop } from './shop'

const shop = openShop()

test('a visitor joins and checks in, and everything is there after a reload and after a power cut', async () => {
  const phone = await shop.phone('')
  const { page } = phone
  // Nobody named in the address: this browser is a visitor of its own, and is known again.
  await page.goto('/#/tabs/home/index')
  await page.getByText('免费加入会员，不需要手机号').waitFor()
  await page.getByRole('button', { name: '加入会员' }).click()
  const sheet = page.getByRole('dialog', { name: '加入会员' })
  await sheet.getByRole('textbox').fill('阿明')
  await sheet.getByRole('button', { name: '加入会员' }).click()
  await sheet.getByText('请先阅读并勾选会员说明').waitFor()
  await sheet.getByRole('checkbox').click()
  await sheet.getByRole('button', { name: '加入会员' }).click()
  await page.getByText('欢迎加入，50 积分已到账').waitFor()

  await page.getByRole('button', { name: '签到，得 5 积分' }).click()
  await page.getByText('今天签过了，明天再来').waitFor()
  await page.getByRole('button', { name: '我的积分 55，查看明细' }).click()
  await page.getByRole('button', { name: /^每日签到.*，\+5，余额 55，为什么$/ }).click()
  await page.getByRole('dialog', { name: '为什么是 +5' }).getByText('签到阶梯第 1 天得 5 积分').waitFor()

  await page.reload()
  await page.getByRole('button', { name: '入会礼，+50，余额 50，为什么' }).waitFor()
  expect(await page.getByRole('button', { name: /，为什么$/ }).count()).toBe(2)

  await shop.cloud().restart('SIGKILL')
  await page.goto('/#/tabs/home/index')
  await page.reload()
  await page.getByRole('button', { name: '我的积分 55，查看明细' }).waitFor()
  await page.getByText('今天签过了，明天再来').waitFor()
})

test('a missed day is made up and the streak joins', async () => {
  await shop.cloud().setClock('2026-03-10T10:00:00+08:00')
  await shop.join('forgetful')
  await shop.cloud().member('forgetful')('check-in.perform', {})
  const now = '2026-03-12T10:00:00+08:00'
  await shop.cloud().setClock(now)

  const { page, open } = await shop.phone('forgetful', { now })
  await open('features/check-in/pages/calendar')
  await page.getByText('本月还能补 2 天').waitFor()
  await page.getByRole('button', { name: '3月11日，没有签到，可以补签' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '补签' }).click()
  await page.getByText('本月还能补 1 天').waitFor()
  await page.getByRole('button', { name: '签到，得 8 积分' }).click()
  await page.getByText('+8 积分已到账，共 68').waitFor()
  const status = await shop.cloud().member('forgetful')('check-in.status', {})
  expect(status).toMatchObject({ streakDays: 3, isCheckedIn: true, makeUpLeft: 1 })
})

test('two windows of one member give one check-in', async () => {
  await shop.join('twice')
  const phones = [await shop.phone('twice'), await shop.phone('twice')]
  for (const { page, open } of phones) {
    await open()
    await page.getByRole('button', { name: /^签到，得/ }).waitFor()
  }
  await Promise.all(phones.map(({ page }) => page.getByRole('button', { name: /^签到，得/ }).click()))
  await Promise.all(phones.map(({ page }) => page.getByText('连续签到 1 天').waitFor()))
  expect(await shop.entries('twice')).toEqual([5, 50])
})

test('a member checks the receipt of an entry, and sees when a hand has changed it', async () => {
  const { memberId } = await shop.join('careful')
  const { page, open } = await shop.phone('careful')
  const checkReceipt = async () => {
    await open('features/points/pages/statement')
    await page.reload()
    await page.getByRole('button', { name: /^入会礼，.*，为什么$/ }).click()
    await page.getByRole('button', { name: '核对凭证' }).click()
  }
  await checkReceipt()
  await page.locator('.receipt').getByText('一致', { exact: false }).waitFor()
  expect(await page.locator('.receipt').textContent()).not.toContain('不一致')

  const path = `collections/accounts/${memberId}.1`
  const account = await shop.cloud().local<{ tail: { atMs: number }[] }>('GET', path)
  const tail = account.tail.map((entry) => ({ ...entry, atMs: entry.atMs - 60_000 }))
  await shop.cloud().local('PUT', path, { ...account, tail })
  await checkReceipt()
  await page.locator('.receipt').getByText('不一致', { exact: false }).waitFor()
})

test('points that end are announced in the inbox, and reading it is remembered', async () => {
  await shop.cloud().setClock('2026-03-10T10:00:00+08:00')
  await shop.join('saver')
  const now = '2027-12-25T10:00:00+08:00'
  await shop.cloud().setClock(now)
  await shop.cloud().local('POST', 'timers/tick')

  const { page, open } = await shop.phone('saver', { now })
  await open('tabs/me/index')
  await page.getByText('1 条未读').waitFor()
  await page.getByText('消息', { exact: true }).click()
  await page.getByText('50 积分快到期了').waitFor()
  await open('tabs/me/index')
  await page.reload()
  await page.getByText('个人资料').waitFor()
  await page.getByText('1 条未读').waitFor({ state: 'detached' })
})
