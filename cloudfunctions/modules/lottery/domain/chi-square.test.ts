import { boundOf, fitOf } from './chi-square'

describe('how well draws fit their odds', () => {
  /** How likely chi-square is to exceed a value: for an even number of degrees there is a sum for it. */
  function exceeds(value: number, freedom: number): number {
    const half = value / 2
    let [term, sum] = [1, 0]
    for (let k = 0; k < freedom / 2; k += 1) {
      sum += term
      term *= half / (k + 1)
    }
    return Math.exp(-half) * sum
  }

  test.each([2, 4, 6, 8, 10])(
    'with %i degrees of freedom one honest wheel in a thousand exceeds the bound',
    (freedom) => {
      expect(exceeds(boundOf(freedom), freedom)).toBeCloseTo(0.001, 6)
    },
  )

  test('more degrees have a higher bound, and more than a wheel can have have none', () => {
    const bounds = Array.from({ length: 11 }, (_, at) => boundOf(at + 1))
    expect([...bounds].sort((one, other) => one - other)).toEqual(bounds)
    expect(() => boundOf(12)).toThrow('no bound')
  })

  test('what falls as it should has no distance', () => {
    const observed = [300_000, 700_000].map((ppm) => ({ oddsSumPpm: ppm * 1_000, fell: ppm / 1_000 }))
    expect(fitOf(observed)).toMatchObject({ chiSquare: 0, freedom: 1 })
  })

  test('a wheel that keeps its best prize back is found out', () => {
    const kept = [
      { oddsSumPpm: 10_000 * 10_000, fell: 40 },
      { oddsSumPpm: 990_000 * 10_000, fell: 9_960 },
    ]
    const { chiSquare, bound } = fitOf(kept)
    expect(chiSquare).toBeCloseTo(36.36, 1)
    expect(chiSquare).toBeGreaterThan(bound)
  })

  test('no draws and one prize are no test', () => {
    expect(fitOf([])).toEqual({ chiSquare: 0, freedom: 0, bound: 0 })
    expect(fitOf([{ oddsSumPpm: 1_000_000, fell: 1 }])).toEqual({ chiSquare: 0, freedom: 0, bound: 0 })
  })
})
