import { shop as chain, personas } from '../../src/stage/personas'
import { openStore } from '../kit/open-store'
import { Stage } from '../kit/stage'
import { WINDOWS } from '../pictures/stage-scenes'
import { openShop } from './shop'

const shop = openShop()
const [STORE] = chain.stores
const { regular, clerk } = personas

beforeAll(async () => {
  await openStore(shop.cloud(), STORE, { openid: clerk.openid, name: clerk.nickname, role: 'manager' })
  await shop.join(regular.openid, regular.nickname)
})

async function openStage(viewport = { width: 1440, height: 900 }): Promise<Stage> {
  const { page } = await shop.phone('', { viewport })
  await page.goto('/')
  const stage = new Stage(page)
  await stage.left.getByRole('button', { name: '签到日历' }).waitFor()
  return stage
}

test.each(WINDOWS)(
  'in a window of $width x $height everything fits and every persona can be read',
  async (viewport) => {
    const { page } = await openStage(viewport)
    const beyond = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement
      return [scrollWidth - innerWidth, scrollHeight - innerHeight]
    })
    expect(Math.max(...beyond)).toBeLessThanOrEqual(0)
    const labels = await page.locator('.picker span').evaluateAll((all) =>
      all.map((label) => ({
        spills: label.scrollWidth > label.clientWidth + 1,
        lines: Math.round(label.getBoundingClientRect().height / 28),
      })),
    )
    expect(labels).toHaveLength(2 * Object.keys(personas).length)
    expect(labels.filter(({ spills, lines }) => spills || lines !== 1)).toEqual([])
  },
)

test('the clerk on the right phone scans the member on the left and records in three taps; the member sees it pending', async () => {
  const stage = await openStage()
  const { page, left, right } = stage
  await stage.choose('右边', clerk.label)
  await right.getByText('扫会员码').waitFor()
  await page.getByRole('button', { name: '扫一扫' }).click()
  await right.getByText(regular.nickname, { exact: true }).waitFor()

  let taps = 0
  for (const name of ['3', '6', /^记 36\.00 元，积 36 积分/]) {
    await right.getByRole('button', { name, exact: typeof name === 'string' }).click()
    taps += 1
  }
  await right.getByText(/36 积分.*到账/).waitFor()
  expect(taps).toBe(3)

  await left.getByRole('button', { name: '我的积分 50，查看明细' }).click()
  await left.getByText('另有 36 积分待到账').waitFor()
  await left.getByRole('button', { name: /^在平江路店消费 36\.00 元，待到账，\+36/ }).waitFor()
})

test('a card goes from the clerk through the chat to the new customer, who joins, and the clerk sees who came', async () => {
  const stage = await openStage()
  const { page, left, right } = stage
  await stage.sendCard('来喝新茶')
  await page.getByRole('region', { name: '两台手机之间的聊天' }).getByRole('button', { name: '来喝新茶' }).click()
  await right.getByText('平江路店欢迎您').waitFor()
  await right.getByRole('button', { name: '加入会员' }).click()
  await right.getByLabel('我已阅读并同意会员与隐私说明，未勾选').click()
  await right.getByRole('button', { name: '加入会员' }).last().click()
  await right.getByRole('button', { name: /^签到，得/ }).waitFor()

  const { items } = await shop.cloud().staff(clerk.openid)('sharing.report', { storeId: STORE.storeId })
  expect(items).toMatchObject([{ title: '来喝新茶', visits: 1, joins: 1 }])
  await stage.choose('左边', regular.label)
  await stage.choose('左边', clerk.label)
  await left.getByRole('button', { name: '分享卡片和效果' }).click()
  await left.getByLabel('入会 1', { exact: true }).waitFor()
})
