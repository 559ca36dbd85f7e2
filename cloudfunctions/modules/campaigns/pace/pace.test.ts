import { publishCampaign } from '../../../../test/kit/campaigns'
import { dataOf, joined, Programme } from '../../../../test/kit/programme'
import { workOn } from '../../../../test/kit/work-on'
import { accountOf, createQuota, takeFromQuota } from '../../ledger'
import { campaignsHolding } from './hold-back'
import { campaignPaces } from './store'

const MINUTE = 60_000
const GIVEN = { budget: { points: 100_000 }, forecastPointsPerDay: 1_000 }

/** A campaign that gives so much at a moment, and the minute that the breaker looks again. */
async function started(given: Readonly<Record<string, unknown>> = GIVEN) {
  const programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00' })
  await publishCampaign(programme, 'spring', { untilMs: programme.nowMs + 5 * 24 * 60 * MINUTE, ...given })
  const members: string[] = []
  for (let number = 0; number < 40; number += 1) members.push((await joined(programme, `o-${number}m`)).memberId)
  let op = 0
  const give = async (amount: number) => {
    const quota = { id: 'cb|spring|points', shards: 1 }
    await createQuota(workOn(programme), quota, [100_000])
    op += 1
    expect(await takeFromQuota(workOn(programme), quota, { op: `op${op}`, amount })).toBe('taken')
  }
  const look = async () => {
    programme.wait(MINUTE)
    await programme.tick()
    return (await programme.store.get(campaignPaces, 'spring'))?.pace
  }
  const heldBack = async () => {
    const held: string[] = []
    for (const member of members) {
      const account = await accountOf(workOn(programme), member)
      if (!account) throw new Error('no account')
      const asked = { account, campaigns: ['spring', 'other'], atMs: programme.nowMs }
      if ((await campaignsHolding(workOn(programme), asked)).length > 0) held.push(member)
    }
    return held
  }
  return { programme, give, look, heldBack, members }
}

test('a campaign within its forecast holds nobody back', async () => {
  const { give, look, heldBack } = await started()
  await give(499)
  expect(await look()).toBe('normal')
  expect(await heldBack()).toEqual([])
})

test('within a minute of half a day in an hour it is slow: some of the newcomers come in, the same ones all the hour', async () => {
  const { programme, give, look, heldBack, members } = await started()
  await give(500)
  expect(await look()).toBe('slow')
  const held = await heldBack()
  expect(held.length).toBeGreaterThan(members.length / 2)
  expect(held.length).toBeLessThan(members.length)
  programme.wait(5_000)
  expect(await heldBack()).toEqual(held)
})

test('within a minute of a whole day in an hour it stops for all, and comes back when the hour is over', async () => {
  const { programme, give, look, heldBack, members } = await started()
  await give(999)
  await give(1)
  expect(await look()).toBe('stop')
  expect(await heldBack()).toEqual(members)
  const view = async () => dataOf(await programme.member('o-1m')('campaigns.view', { campaignId: 'spring' })).supply
  expect(await view()).toEqual({ state: 'resting', text: '这一小时发得太快，先歇一歇，过一会儿再来' })
  const paces = []
  for (let minute = 0; minute < 61; minute += 1) paces.push(await look())
  expect(paces[57]).toBe('stop')
  expect(paces.at(-1)).toBe('slow')
})

test('twice the forecast of a day stops it until midnight, and members are told that today is over', async () => {
  const { programme, give, look, heldBack, members } = await started()
  for (let hour = 0; hour < 5; hour += 1) {
    await give(400)
    for (let minute = 0; minute < 61; minute += 1) await look()
  }
  expect(await programme.store.get(campaignPaces, 'spring')).toMatchObject({ pace: 'stop', why: 'day' })
  const ask = programme.member('o-1m')
  const supply = async () => dataOf(await ask('campaigns.view', { campaignId: 'spring' })).supply
  expect(await supply()).toEqual({ state: 'gone_today', text: '今日已发完，明天再来' })
  expect(await heldBack()).toEqual(members)
  programme.at('2026-03-10T23:59:00+08:00')
  expect(await look()).toBe('normal')
  expect(await supply()).toEqual({ state: 'open', text: null })
})

test('a pace that nobody looked at any more holds nobody back', async () => {
  const { programme, give, look, heldBack } = await started()
  await give(1_000)
  expect(await look()).toBe('stop')
  programme.wait(15 * MINUTE)
  expect((await heldBack()).length).toBe(40)
  programme.wait(1)
  expect(await heldBack()).toEqual([])
})

test('a campaign without a forecast is not looked at', async () => {
  const { programme, give, look } = await started({ budget: { points: 100_000 } })
  await give(90_000)
  expect(await look()).toBeUndefined()
  expect((await programme.store.find(campaignPaces, { index: 'byPace', limit: 10 })).items).toEqual([])
})

test('a budget that is used up is said to be, whatever the breaker says', async () => {
  const { programme, give } = await started()
  await give(99_995)
  const supply = async () => dataOf(await programme.member('o-1m')('campaigns.view', { campaignId: 'spring' })).supply
  expect(await supply()).toEqual({ state: 'gone', text: '已经全部发完，谢谢参加' })
})
