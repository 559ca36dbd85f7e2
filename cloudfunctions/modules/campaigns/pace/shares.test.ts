import { publishCampaign } from '../../../../test/kit/campaigns'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { dataOf, joined } from '../../../../test/kit/programme'
import { bought, refunded, refunding, shopWith } from '../../../../test/kit/purchases'
import { campaignPaces, campaignShares } from './store'

const DAY = 24 * 3_600_000
/** Only shares are looked at: neither an hour nor a day is ever too much. Written before shares were looked at. */
const BREAKER = {
  daySlowPercent: 1_000,
  dayStopPercent: 1_000,
  hourSlowPercent: 1_000,
  hourStopPercent: 1_000,
  storePercent: 100,
  admitPercent: 25,
}

/** A campaign that gives a point more for each yuan and is forecast to give a thousand a day, and members who buy. */
async function started() {
  const programme = await shopWith(
    { welcomePoints: 0, holdDays: 0, campaignBreaker: BREAKER },
    { at: '2026-03-10T10:00:00+08:00' },
  )
  await publishCampaign(programme, 'spring', {
    untilMs: programme.nowMs + 5 * DAY,
    rules: [{ when: 'order_paid', effects: [{ code: 'points_multiplied', rateBps: 20_000 }] }],
    budget: { points: 100_000 },
    forecastPointsPerDay: 1_000,
  })
  const memberIds = new Map<string, string>()
  for (const openid of ['o-one', 'o-two', 'o-new']) memberIds.set(openid, (await joined(programme, openid)).memberId)
  const idOf = (openid: string) => memberIds.get(openid) ?? ''
  let number = 0
  /** What the campaign gave for so many yuan. */
  const buys = async (openid: string, yuan: number) => {
    number += 1
    const order = await bought(programme, {
      memberId: idOf(openid),
      amountFen: yuan * 100,
      orderNo: `A-${number}`,
    })
    return (order.award?.points ?? 0) - yuan
  }
  const look = async () => {
    programme.wait(60_000)
    await programme.tick()
    programme.wait(5_000)
    return programme.store.get(campaignPaces, 'spring')
  }
  const supplyFor = async (openid: string) =>
    dataOf(await programme.member(openid)('campaigns.view', { campaignId: 'spring' })).supply
  const report = async () => dataOf(await programme.ops()('ops.campaign-report', { campaignId: 'spring' }))
  return { programme, buys, look, supplyFor, report, idOf }
}

test('a member with half of half a day waits within a minute, the others who take part go on, and it comes back', async () => {
  const { programme, buys, look, supplyFor, report, idOf } = await started()
  expect(await buys('o-one', 250)).toBe(250)
  expect(await buys('o-two', 249)).toBe(249)
  expect(await look()).toMatchObject({ pace: 'normal', waiting: [] })
  expect(await buys('o-one', 1)).toBe(1)
  expect(await look()).toMatchObject({ pace: 'slow', why: 'member', waiting: [idOf('o-one')] })
  expect(await buys('o-one', 100)).toBe(0)
  expect(await supplyFor('o-one')).toEqual({
    state: 'resting',
    text: '今天发的有很大一份已经是您的了，先留给别人一些，晚点或者明天再来',
  })
  expect(await report()).toMatchObject({
    pace: 'slow',
    paceWhy: 'member',
    paceText: '放慢：今天的大半给了个别会员，他们先等着，别人跟上来或者第二天自己恢复',
    waiting: [idOf('o-one')],
  })
  expect(await supplyFor('o-two')).toEqual({ state: 'open', text: null })
  expect(await buys('o-two', 3)).toBe(3)
  expect(await look()).toMatchObject({ pace: 'slow', waiting: [idOf('o-two')] })
  expect(await buys('o-one', 5)).toBe(5)
  expect(await buys('o-new', 100)).toBeGreaterThanOrEqual(0)
  await assertLedgerHolds(programme)
})

test('the share of a day is over with the day', async () => {
  const { programme, buys, look, report, idOf } = await started()
  await buys('o-one', 500)
  expect(await look()).toMatchObject({ waiting: [idOf('o-one')] })
  expect(await programme.store.get(campaignShares, 'spring')).toMatchObject({
    date: '2026-03-10',
    members: [{ member: idOf('o-one'), points: 500 }],
  })
  programme.at('2026-03-10T23:59:59+08:00')
  await programme.tick()
  programme.wait(500)
  expect(await buys('o-one', 10)).toBe(0)
  programme.at('2026-03-11T00:00:00+08:00')
  expect(await look()).toMatchObject({ pace: 'normal', waiting: [] })
  expect(await buys('o-one', 10)).toBe(10)
  expect(await report()).toMatchObject({ pace: 'normal', paceWhy: null, paceText: '发得正常', waiting: [] })
})

test('whoever earns after more accounts have changed than one slice reads is counted a minute later', async () => {
  const { programme, buys, look, idOf } = await started()
  for (let number = 0; number < 120; number += 1) await joined(programme, `o-${number}x`)
  programme.wait(1_000)
  await buys('o-one', 500)
  expect(await look()).toMatchObject({ waiting: [] })
  expect(await look()).toMatchObject({ waiting: [idOf('o-one')] })
})

test('refunds of a third of a day slow it, of two thirds stop it for all, each counted once, until the day is over', async () => {
  const { programme, buys, look, supplyFor, report } = await started()
  for (const openid of ['o-one', 'o-two', 'o-new']) await buys(openid, 300)
  const first = { orderNo: 'A-1', refundNo: 'R-1', amountFen: 29_900, key: 'k-1' }
  await refunded(programme, first)
  await refunding(programme, first)
  expect(await look()).toMatchObject({ pace: 'normal' })
  await refunded(programme, { orderNo: 'A-1', refundNo: 'R-2', amountFen: 100 })
  expect(await look()).toMatchObject({ pace: 'slow', why: 'refunds' })
  expect(await buys('o-two', 1)).toBe(1)
  await refunded(programme, { orderNo: 'A-2', amountFen: 30_000 })
  expect(await look()).toMatchObject({ pace: 'stop', why: 'refunds' })
  expect(await buys('o-two', 10)).toBe(0)
  expect(await supplyFor('o-two')).toEqual({ state: 'resting', text: '今天退款很多，先停一停，明天再来' })
  expect(await report()).toMatchObject({ paceText: '停发：今天退款收回的太多，第二天自己恢复' })
  programme.at('2026-03-10T23:59:00+08:00')
  expect(await look()).toMatchObject({ pace: 'normal' })
  expect(await buys('o-new', 10)).toBe(10)
  await assertLedgerHolds(programme)
})
