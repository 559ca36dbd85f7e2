import { openShop } from './shop'

const shop = openShop()
const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/

test('a check-in without a network is shown as not yet done, and done once when the network returns', async () => {
  await shop.join('commuter')
  const phone = await shop.phone('commuter')
  const { page, context } = phone
  await phone.open()
  const checkIn = page.getByRole('button', { name: '签到，得 5 积分' })
  await checkIn.waitFor()
  await phone.during(OFFLINE, async () => {
    await context.setOffline(true)
    await checkIn.click()
    await page.getByText('网络不通').waitFor()
    await page.getByRole('button', { name: '正在签到' }).waitFor()
    expect(await shop.entries('commuter')).toEqual([50])

    await context.setOffline(false)
    await page.getByText('今天签过了，明天再来').waitFor()
  })
  await page.getByText('网络不通').waitFor({ state: 'hidden' })
  expect(await shop.entries('commuter')).toEqual([5, 50])
})

test('a check-in begun offline is finished by the next visit, once', async () => {
  await shop.join('traveller')
  const phone = await shop.phone('traveller')
  const { page, context } = phone
  await phone.open()
  const checkIn = page.getByRole('button', { name: '签到，得 5 积分' })
  await checkIn.waitFor()
  await phone.during(OFFLINE, async () => {
    await context.setOffline(true)
    await checkIn.click()
    await page.getByRole('button', { name: '正在签到' }).waitFor()
    await page.goto('about:blank')
    await context.setOffline(false)
  })
  expect(await shop.entries('traveller')).toEqual([50])
  await phone.open()
  await page.getByText('今天签过了，明天再来').waitFor()
  expect(await shop.entries('traveller')).toEqual([5, 50])
})

test('a check-in whose reply was lost on the way takes effect once', async () => {
  await shop.join('unlucky')
  const phone = await shop.phone('unlucky')
  const { page } = phone
  await phone.open()
  let lost = 0
  await page.route('**/functions/member', async (route) => {
    if (lost === 2 || !route.request().postData()?.includes('check-in.perform')) return route.continue()
    lost++
    await route.fetch()
    return route.abort()
  })
  await phone.during(OFFLINE, async () => {
    await page.getByRole('button', { name: '签到，得 5 积分' }).click()
    await page.getByText('今天签过了，明天再来').waitFor()
  })
  expect(lost).toBe(2)
  expect(await shop.entries('unlucky')).toEqual([5, 50])
})

test('a check-in that the database took and did not confirm is one entry', async () => {
  await shop.join('patient')
  const { page, open } = await shop.phone('patient')
  await open()
  const checkIn = page.getByRole('button', { name: '签到，得 5 积分' })
  await checkIn.waitFor()
  await shop.cloud().local('POST', 'faults', { lostReplyRate: 0.7, seed: 3 })
  await checkIn.click()
  await page.getByRole('button', { name: '正在签到' }).waitFor()
  const fired = async () =>
    (await shop.cloud().local<{ fired: { lostReply: number } }>('GET', 'faults')).fired.lostReply
  while ((await fired()) < 3) await page.waitForTimeout(50)
  await shop.cloud().local('POST', 'faults', {})
  await page.getByText('今天签过了，明天再来').waitFor()
  expect(await shop.entries('patient')).toEqual([5, 50])
})
