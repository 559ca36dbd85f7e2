import { publishCampaign } from '../../../../test/kit/campaigns'
import { codeOf, dataOf, joined, Programme } from '../../../../test/kit/programme'

test('a report has each day as its entries say it, what is left and the pace', async () => {
  const programme = await Programme.start()
  await publishCampaign(programme, 'spring', {
    perMember: { points: 15 },
    budget: { points: 100 },
    forecastPointsPerDay: 1_000,
  })
  const asks = []
  for (let number = 0; number < 3; number += 1) asks.push((await joined(programme, `o-${number}m`)).ask)
  for (const ask of asks) dataOf(await ask('check-in.perform', {}))
  programme.advanceDays(1)
  programme.wait(60_000)
  for (const ask of asks.slice(1)) dataOf(await ask('check-in.perform', {}))
  await programme.tick()
  const report = dataOf(await programme.ops()('ops.campaign-report', { campaignId: 'spring' }))
  expect(report).toMatchObject({
    title: '签到加码',
    state: 'live',
    version: 1,
    days: [
      { date: '2026-03-10', members: 3, awards: 3, points: 30, gifts: 0 },
      { date: '2026-03-11', members: 2, awards: 2, points: 10, gifts: 0 },
    ],
    total: { awards: 5, points: 40, gifts: 0 },
    budgets: [{ unit: 'points', by: 'campaign', cap: 100, left: 60 }],
    pace: 'normal',
  })
  programme.wait(4 * 3_600_000)
  await programme.tick()
  const again = dataOf(await programme.ops()('ops.campaign-report', { campaignId: 'spring' }))
  expect(again.days).toEqual(report.days)
})

test('days on which nobody counted are counted once the campaign is over, to the same number', async () => {
  const programme = await Programme.start()
  await publishCampaign(programme, 'spring', { perMember: { points: 25 } })
  await publishCampaign(programme, 'other', { untilMs: programme.nowMs + 86_400_000 })
  const asks = []
  for (let number = 0; number < 60; number += 1) asks.push((await joined(programme, `o-${number}m`)).ask)
  for (const ask of asks) dataOf(await ask('check-in.perform', {}))
  programme.advanceDays(1)
  for (const ask of asks.slice(0, 7)) dataOf(await ask('check-in.perform', {}))
  const daysOf = async (campaignId: string) =>
    dataOf(await programme.ops()('ops.campaign-report', { campaignId })).days.map((day) => Object.values(day))
  // The timer stood still for a week.
  programme.advanceDays(7)
  for (const ask of asks.slice(0, 2)) dataOf(await ask('check-in.perform', {}))
  await programme.tick()
  const expected = [
    ['2026-03-10', 60, 60, 600, 0],
    ['2026-03-11', 7, 7, 70, 0],
    ['2026-03-18', 2, 2, 10, 0],
  ]
  expect(await daysOf('spring')).toEqual(expected)
  expect((await daysOf('other'))[0]).toEqual(expected[0])
  // Once more when it is over: what nobody looked at meanwhile is there, and nothing is counted twice.
  programme.advanceDays(1)
  for (const ask of asks.slice(9, 10)) dataOf(await ask('check-in.perform', {}))
  programme.advanceDays(60)
  await programme.tick()
  const whole = [...expected, ['2026-03-19', 1, 1, 10, 0]]
  expect(await daysOf('spring')).toEqual(whole)
  programme.advanceDays(1)
  await programme.tick()
  expect(await daysOf('spring')).toEqual(whole)
})

test('of a campaign that was never published there is no report', async () => {
  const programme = await Programme.start()
  expect(codeOf(await programme.ops()('ops.campaign-report', { campaignId: 'nothing' }))).toBe('no_such_campaign')
})
