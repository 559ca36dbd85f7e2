import { prorate } from './prorate'
import { seededRandom } from './seeded-random'

test.each([
  { total: 100, weights: [1, 1, 1], parts: [34, 33, 33] },
  { total: 101, weights: [1, 1, 1], parts: [34, 34, 33] },
  { total: 10, weights: [3, 3, 4], parts: [3, 3, 4] },
  { total: 1, weights: [1, 2], parts: [0, 1] },
  { total: 1, weights: [5, 5], parts: [1, 0] },
  { total: 7, weights: [0, 1, 0], parts: [0, 7, 0] },
  { total: 0, weights: [2, 3], parts: [0, 0] },
  { total: 5, weights: [9], parts: [5] },
  { total: 2 ** 53 - 1, weights: [2 ** 53 - 1, 2 ** 53 - 1], parts: [2 ** 52, 2 ** 52 - 1] },
])('$total over $weights is $parts', ({ total, weights, parts }) => {
  expect(prorate(total, weights)).toEqual(parts)
})

test('in ten thousand random splits the parts add up, none is a whole one off, and no zero weight has any', () => {
  const random = seededRandom(11)
  const below = (limit: number) => Math.floor(random() * limit)
  let leftOver = 0
  for (let split = 0; split < 10_000; split += 1) {
    const scale = 10 ** (1 + below(9))
    const weights = Array.from({ length: 1 + below(12) }, () => (random() < 0.2 ? 0 : below(scale)))
    const total = below(10 ** (1 + below(9)))
    const sum = weights.reduce((sum, weight) => sum + weight, 0)
    if (sum === 0) continue
    const parts = prorate(total, weights)
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
    for (const [at, weight] of weights.entries()) {
      const part = parts[at] ?? -1
      const distance = BigInt(part) * BigInt(sum) - BigInt(total) * BigInt(weight)
      if (distance !== 0n) leftOver += 1
      if (distance <= -BigInt(sum) || distance >= BigInt(sum)) throw new Error(`${total} over ${weights}: ${parts}`)
      if (weight === 0 && part !== 0) throw new Error(`${total} over ${weights}: ${parts}`)
    }
  }
  expect(leftOver).toBeGreaterThan(10_000)
})

test.each([
  { total: -1, weights: [1] },
  { total: 0.5, weights: [1] },
  { total: 2 ** 53, weights: [1] },
  { total: Number.NaN, weights: [1] },
  { total: 1, weights: [1, -1] },
  { total: 1, weights: [0.5] },
  { total: 1, weights: [2 ** 53] },
])('$total over $weights is refused', ({ total, weights }) => {
  expect(() => prorate(total, weights)).toThrow('cannot be split, or weigh')
})

test.each([{ weights: [] }, { weights: [0] }, { weights: [0, 0, 0] }])(
  'nothing is split over $weights',
  ({ weights }) => {
    expect(() => prorate(0, weights)).toThrow('nothing has a weight')
    expect(() => prorate(5, weights)).toThrow('nothing has a weight')
  },
)
