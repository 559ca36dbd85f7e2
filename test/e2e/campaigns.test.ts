import { openStore } from '../kit/open-store'
import { publish } from '../kit/publish'
import { openShop } from './shop'

const shop = openShop()
const STORE = { storeId: 'pingjiang', name: '平江路店' }
const CLERK = 'clerk-zhou'
/** A campaign's first version counts ten seconds after it was published. */
const BEGUN = '2026-03-10T10:00:11+08:00'
const at = (moment: string) => Date.parse(`${moment}+08:00`)

beforeAll(async () => {
  const cloud = shop.cloud()
  await cloud.setClock('2026-03-10T10:00:00+08:00')
  await openStore(cloud, STORE, { openid: CLERK, name: '小周', role: 'manager' })
  const window = { kind: 'rules', fromMs: at('2026-03-10T00:00:00'), untilMs: at('2026-03-12T10:00:00') }
  const rule = (conditions: unknown[], effects: unknown[]) => [{ when: 'order_paid', conditions, effects }]
  await publish(cloud, 'campaigns', {
    _id: 'double',
    title: '春茶双倍',
    ...window,
    rules: rule([{ code: 'amount_at_least', fen: 3_000 }], [{ code: 'points_multiplied', rateBps: 20_000 }]),
    perMember: { points: 50 },
  })
  const steps = [
    { fen: 5_000, points: 10 },
    { fen: 20_000, points: 60 },
  ]
  await publish(cloud, 'campaigns', {
    _id: 'steps',
    title: '满额有礼',
    ...window,
    rules: rule([], [{ code: 'points_steps', steps }]),
  })
  await publish(cloud, 'campaigns', {
    _id: 'dew',
    title: '白露茶会',
    kind: 'rules',
    fromMs: at('2026-03-15T00:00:00'),
    untilMs: at('2026-03-20T00:00:00'),
    warmUpFromMs: at('2026-03-09T00:00:00'),
    rules: [{ when: 'checked_in', effects: [{ code: 'points_fixed', points: 5, for: '茶会礼' }] }],
  })
  await cloud.setClock(BEGUN)
})

/** Pays so much at the counter. */
async function pays(openid: string, orderNo: string, amountFen: number) {
  const { code: memberCode } = await shop.cloud().member(openid)('members.card', {})
  return shop.cloud().staff(CLERK)('orders.record', { storeId: STORE.storeId, orderNo, memberCode, amountFen })
}

test('a purchase gives what two campaigns promise, its page says how far one is, and the entry says why', async () => {
  await shop.join('buyer-1', '阿棠')
  const phone = await shop.phone('buyer-1', { now: BEGUN })
  await phone.open('tabs/campaigns/index')
  await phone.page.getByRole('button', { name: /^满额有礼/ }).click()
  await phone.page.getByText('再消费 50.00 元，得 10 积分').waitFor()

  const { points } = await pays('buyer-1', 'A-1', 6_000)
  // 60 of its own, 50 of the 60 that double would add, and the first step.
  expect(points.available + points.pending).toBe(60 + 50 + 10)
  await phone.page.reload()
  await phone.page.getByText('再消费 140.00 元，得 50 积分').waitFor()
  await phone.page.getByText('活动里已消费 60.00 元').waitFor()

  await phone.open('features/points/pages/statement')
  await phone.page
    .getByRole('button', { name: /平江路店.*为什么$/ })
    .first()
    .click()
  await phone.page.getByRole('button', { name: /^活动：春茶双倍/ }).waitFor()
  await phone.page.getByRole('button', { name: /^活动：满额有礼/ }).waitFor()
})

test('what just missed a campaign is told by how much', async () => {
  await shop.join('buyer-2', '晚风')
  await pays('buyer-2', 'A-2', 2_900)
  const phone = await shop.phone('buyer-2', { now: BEGUN })
  await phone.open('features/points/pages/statement')
  await phone.page
    .getByRole('button', { name: /平江路店.*为什么$/ })
    .first()
    .click()
  await phone.page.getByText('这次没赶上的活动').waitFor()
  await phone.page.getByRole('button', { name: /^春茶双倍：.*1 元/ }).waitFor()
})

test('before it begins one asks to be told, and is told once when it has begun', async () => {
  await shop.join('buyer-3', '小满')
  const phone = await shop.phone('buyer-3', { now: BEGUN })
  await phone.open('tabs/campaigns/index')
  await phone.page.getByText('快开始了').waitFor()
  await phone.page.getByRole('button', { name: /^白露茶会/ }).click()
  await phone.page.getByRole('button', { name: '提醒我' }).click()
  await phone.page.getByRole('button', { name: '开始时会提醒您' }).waitFor()
  const cloud = shop.cloud()
  await cloud.setClock('2026-03-15T00:01:00+08:00')
  await cloud.local('POST', 'timers/tick', {})
  await cloud.local('POST', 'timers/tick', {})
  const { items } = await cloud.member('buyer-3')('inbox.list', {})
  expect(items.filter(({ title }) => title.includes('白露茶会'))).toHaveLength(1)
})
