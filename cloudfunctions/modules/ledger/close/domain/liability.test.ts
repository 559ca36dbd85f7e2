import { seededRandom } from '../../../../kernel/seeded-random'
import { liabilityOf } from './liability'

const rows = (points: readonly number[]) =>
  points.map((count, at) => ({ month: `2026-${String(at + 1).padStart(2, '0')}`, points: count }))
const fenOf = (points: readonly number[], costBps: number) => liabilityOf(rows(points), costBps).map(({ fen }) => fen)

test.each([
  [[100, 50], 10_000, [100, 50]],
  [[100, 50], 0, [0, 0]],
  [[], 10_000, []],
  // A third of a fen each: the months round to a fen together, and not to nothing thrice.
  [[1, 1, 1], 3_334, [0, 1, 0]],
  [[1], 5_000, [1]],
  [[1], 4_999, [0]],
  // Beyond what a double keeps exactly: a billion points and one, at ten yuan each.
  [[1_000_000_001, 1], 10_000_000, [1_000_000_001_000, 1_000]],
])('points %j at %d/10,000 of a fen cost %j', (points, costBps, expected) => {
  expect(fenOf(points, costBps)).toEqual(expected)
})

test('the months add up to the cost of all points, and none is more than a fen off its own', () => {
  const random = seededRandom(7)
  for (let run = 0; run < 500; run += 1) {
    const points = Array.from({ length: 1 + Math.floor(random() * 12) }, () => 1 + Math.floor(random() * 10_000))
    const costBps = Math.floor(random() * 30_000)
    const fen = fenOf(points, costBps)
    const total = points.reduce((sum, count) => sum + count, 0)
    expect(fen.reduce((sum, part) => sum + part, 0)).toBe(Math.floor((total * costBps) / 10_000 + 0.5))
    for (const [at, part] of fen.entries()) {
      expect(Math.abs(part - ((points[at] ?? 0) * costBps) / 10_000)).toBeLessThanOrEqual(1)
    }
  }
})
