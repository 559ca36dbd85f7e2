import { publishCampaign, publishingCampaign } from '../../../../test/kit/campaigns'
import { assertLedgerHolds } from '../../../../test/kit/ledger-holds'
import { type Ask, dataOf, joined, Programme } from '../../../../test/kit/programme'
import { workOn } from '../../../../test/kit/work-on'
import { createQuota, leftOfQuota, takeFromQuota } from '../../ledger'

const DAY = 24 * 3_600_000
/** What a first check-in gives without any campaign. */
const PLAIN = 5

async function shop(members: number) {
  const programme = await Programme.start()
  const asks: Ask[] = []
  for (let number = 0; number < members; number += 1) asks.push((await joined(programme, `o-${number}m`)).ask)
  const given = { fromMs: programme.nowMs, untilMs: programme.nowMs + 30 * DAY }
  /** What the campaign gave to each of some who check in at once. */
  const checkIn = async (from: number, below: number) => {
    const replies = await Promise.all(asks.slice(from, below).map((ask) => ask('check-in.perform', {}, 'today')))
    return replies.map((reply) => dataOf(reply).points - PLAIN)
  }
  return { programme, given, checkIn }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

test('a budget that is raised while it runs gives just what was added, and asked again nothing is given twice', async () => {
  const { programme, given, checkIn } = await shop(30)
  await publishCampaign(programme, 'spring', { ...given, budget: { points: 100 } })
  expect(sum(await checkIn(0, 15))).toBe(100)
  dataOf(await publishingCampaign(programme, 'spring', { ...given, budget: { points: 150 } }))
  programme.wait(10_000)
  expect(sum(await checkIn(15, 30))).toBe(50)
  expect(sum(await checkIn(0, 15))).toBe(100)
  expect(sum(await checkIn(15, 30))).toBe(50)
  expect(await leftOfQuota(workOn(programme), 'cb|spring|points', [100, 50])).toBe(0)
  await assertLedgerHolds(programme)
})

test('the second in which it ends: one millisecond before it pays, and at its end no more', async () => {
  const { programme, given, checkIn } = await shop(3)
  const untilMs = Date.parse('2026-03-12T00:00:00+08:00')
  await publishCampaign(programme, 'spring', { ...given, untilMs })
  programme.at('2026-03-11T23:59:59.999+08:00')
  expect(await checkIn(0, 1)).toEqual([10])
  programme.at('2026-03-12T00:00:00.000+08:00')
  expect(await checkIn(1, 3)).toEqual([0, 0])
  await assertLedgerHolds(programme)
})

test('one that has stopped gives nothing, the entry says so and still explains itself after it goes on', async () => {
  const { programme, given, checkIn } = await shop(4)
  await publishCampaign(programme, 'spring', { ...given, budget: { points: 100_000 }, forecastPointsPerDay: 1_000 })
  expect(await checkIn(0, 1)).toEqual([10])
  const quota = { id: 'cb|spring|points', shards: 1 }
  await createQuota(workOn(programme), quota, [100_000])
  await takeFromQuota(workOn(programme), quota, { op: 'others', amount: 5_000 })
  programme.wait(60_000)
  await programme.tick()
  programme.wait(6_000)
  expect(await checkIn(1, 3)).toEqual([0, 0])
  programme.advanceDays(1)
  programme.wait(60_000)
  await programme.tick()
  programme.wait(6_000)
  expect(await checkIn(3, 4)).toEqual([10])
  const ask = programme.member('o-1m')
  const { items } = dataOf(await ask('points.statement', {}))
  expect(dataOf(await ask('points.explain', { seq: items[0]?.seq ?? 0 }))).toMatchObject({ formula: '5' })
  await assertLedgerHolds(programme)
})
