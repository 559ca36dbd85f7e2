import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'
import { alwaysOn, EXAMPLE_WHEEL, openWheel, ticks } from '../../../test/kit/wheel'

const CAMPAIGN = { campaignId: 'wheel' }

async function drawn(members: number, given: Readonly<Record<string, unknown>> = {}) {
  const programme = await Programme.start()
  await openWheel(programme, 'wheel', { freePerDay: 3, ...given })
  const results: string[] = []
  for (let nth = 0; nth < members; nth += 1) {
    const { ask } = await joined(programme, `o-${nth}`)
    for (let draw = 0; draw < 3; draw += 1) {
      results.push(dataOf(await ask('lottery.draw', CAMPAIGN)).prize.prizeId)
    }
  }
  return { programme, results }
}

describe('the report of a wheel', () => {
  test('counts every draw by what it fell on and what was given, and how well that fits the odds', async () => {
    const { programme, results } = await drawn(60)
    const report = dataOf(await programme.ops()('lottery.report', CAMPAIGN))
    expect(report).toMatchObject({ draws: 180, members: 60, spentPoints: 0, next: null })
    for (const { prizeId, given } of report.prizes)
      expect([prizeId, given]).toEqual([prizeId, results.filter((one) => one === prizeId).length])
    expect(report.fit).toMatchObject({ freedom: 4, boundMilli: 18_467, isWithin: true })
    const expected = EXAMPLE_WHEEL.prizes.reduce((sum, { oddsPpm }, at) => {
      const should = (180 * oddsPpm) / 1_000_000
      return sum + ((report.prizes[at]?.fell ?? 0) - should) ** 2 / should
    }, 0)
    expect(report.fit.chiSquareMilli).toBe(Math.round(expected * 1_000))
  })

  test('tells what fell on a prize from what was given when there was none left', async () => {
    const { programme } = await drawn(3, alwaysOn('tea', 4))
    const report = dataOf(await programme.ops()('lottery.report', CAMPAIGN))
    expect(
      report.prizes.map(({ prizeId, fell, given, stock, left }) => ({ prizeId, fell, given, stock, left })),
    ).toEqual([
      { prizeId: 'tea', fell: 9, given: 4, stock: 4, left: 0 },
      { prizeId: 'thanks', fell: 0, given: 5, stock: null, left: null },
    ])
  })

  test('of more members than one look takes goes on where it was, with what was counted before', async () => {
    const { programme } = await drawn(2)
    for (let nth = 0; nth < 120; nth += 1) await joined(programme, `p-${nth}`)
    const hurried = programme.another({ timeLimitMs: 8_000 })
    const whole = dataOf(await programme.ops()('lottery.report', CAMPAIGN))
    let report = dataOf(await hurried.ops()('lottery.report', CAMPAIGN))
    expect(report.next).not.toBeNull()
    while (report.next !== null)
      report = dataOf(await hurried.ops()('lottery.report', { ...CAMPAIGN, cursor: report.next }))
    expect(report).toEqual(whole)
  })

  test('of one that is over and was retired, its draws and what proves them are still told', async () => {
    const { programme } = await drawn(2)
    const ask = programme.member('o-1')
    const told = async () => ({
      report: dataOf(await programme.ops()('lottery.report', CAMPAIGN)),
      draws: dataOf(await ask('lottery.draws', CAMPAIGN)),
      proof: dataOf(await ask('lottery.proof', { ...CAMPAIGN, date: '2026-03-10' })),
    })
    programme.advanceDays(10)
    await ticks(programme)
    const before = await told()
    expect(before.draws.items.map(({ title, isRevealed }) => [title, isRevealed])).toEqual(
      Array.from({ length: 3 }, () => ['幸运转盘', true]),
    )
    dataOf(await programme.ops()('ops.retire', { kind: 'campaigns', id: 'wheel' }))
    programme.wait(60_000)
    expect(await told()).toEqual(before)
    expect(before.report.draws).toBe(6)
    expect(codeOf(await ask('lottery.draw', CAMPAIGN))).toBe('not_open')
  })

  test('of one that was over long ago counts the draws of those who have drawn another since', async () => {
    const { programme } = await drawn(2)
    const before = dataOf(await programme.ops()('lottery.report', CAMPAIGN))
    programme.advanceDays(20)
    await openWheel(programme, 'next')
    dataOf(await programme.member('o-1')('lottery.draw', { campaignId: 'next' }))
    expect(dataOf(await programme.ops()('lottery.report', CAMPAIGN))).toEqual(before)
    expect(before).toMatchObject({ draws: 6, members: 2 })
  })

  test.each(['x', '1.2~', `${'0.'.repeat(17)}0`, '1.1.1.1~eyJ9'])('does not go on from %s', async (cursor) => {
    const { programme } = await drawn(0)
    expect(codeOf(await programme.ops()('lottery.report', { ...CAMPAIGN, cursor }))).toBe('invalid_input')
    expect(codeOf(await programme.ops()('lottery.report', { campaignId: 'other' }))).toBe('no_such_campaign')
  })
})
