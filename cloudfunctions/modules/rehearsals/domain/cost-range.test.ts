import { costRanges, type DayWanted } from './cost-range'

const day = (points: number, giftFen = 0): DayWanted => ({ points, giftFen, times: points > 0 ? 1 : 0 })
const ASKED = { days: 10, pointCostBps: 10_000, budget: {}, perDay: {}, seed: 7 }
const at = (days: readonly DayWanted[], asked: Partial<typeof ASKED>, change = 0) =>
  costRanges(days, { ...ASKED, ...asked }).find(({ changePercent }) => changePercent === change)

test('days that are all alike leave no doubt', () => {
  expect(at([day(100)], {})).toEqual({ changePercent: 0, p10Fen: 1_000, p50Fen: 1_000, p90Fen: 1_000 })
  expect(at([day(100)], {}, 50)).toMatchObject({ p10Fen: 1_500, p90Fen: 1_500 })
  expect(at([day(100, 30)], {}, -10)).toMatchObject({ p50Fen: 1_170 })
})

test('days that differ make a range around the mean, the same for the same seed', () => {
  const days = [day(0), day(100), day(200)]
  const range = at(days, {})
  expect(range?.p10Fen).toBeLessThan(1_000)
  expect(range?.p90Fen).toBeGreaterThan(1_000)
  expect(at(days, {})).toEqual(range)
})

test.each([
  ['the whole', { budget: { points: 400 } }, 400],
  ['each day', { perDay: { points: 30 } }, 300],
])('a budget of %s is never passed, however much more people do', (_, bounds, most) => {
  for (const { p90Fen } of costRanges([day(100), day(20)], { ...ASKED, ...bounds }))
    expect(p90Fen).toBeLessThanOrEqual(most)
})

test('a past without a day costs nothing', () => {
  expect(at([], {})).toEqual({ changePercent: 0, p10Fen: 0, p50Fen: 0, p90Fen: 0 })
})
