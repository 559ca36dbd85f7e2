import { EXAMPLE_WHEEL } from '../../../../test/kit/wheel'
import { hmacSha256, sha256 } from '../../../kernel/digest'
import { fitOf } from './chi-square'
import { drawTextOf, outcomeOf, prizeAt, WHOLE_PPM } from './outcome'

const DRAWS = 100_000
/** The value that chi-square with 4 degrees of freedom exceeds once in a thousand, from a table. */
const BOUND_AT_4 = 18.467

function drawn(secret: string, number: number) {
  const key = Buffer.from(secret)
  return prizeAt(EXAMPLE_WHEEL, outcomeOf(hmacSha256(key, drawTextOf({ campaign: 'wheel', account: 'a.1', number }))))
}

describe('what a draw falls on', () => {
  test.each([
    [0, 'kettle'],
    [999, 'kettle'],
    [1_000, 'tea'],
    [49_999, 'tea'],
    [50_000, 'cash'],
    [199_999, 'cash'],
    [200_000, 'points'],
    [499_999, 'points'],
    [500_000, 'thanks'],
    [999_999, 'thanks'],
  ])('%i of the million is %s', (outcome, prizeId) => {
    expect(prizeAt(EXAMPLE_WHEEL, outcome).prizeId).toBe(prizeId)
  })

  test('beyond the million there is nothing', () => {
    expect(() => prizeAt(EXAMPLE_WHEEL, WHOLE_PPM)).toThrow('do not reach')
  })

  test('the place comes from the first twelve digits alone', () => {
    expect(outcomeOf('0000000f4241ffff')).toBe(1)
    expect(outcomeOf('ffffffffffff0000')).toBe(281_474_976_710_655 % WHOLE_PPM)
  })

  test('100,000 draws of one day stay within the bound of chi-square with 4 degrees of freedom', () => {
    const fell = new Map<string, number>()
    for (let number = 1; number <= DRAWS; number += 1) {
      const { prizeId } = drawn(sha256('a day'), number)
      fell.set(prizeId, (fell.get(prizeId) ?? 0) + 1)
    }
    const observed = EXAMPLE_WHEEL.prizes.map(({ prizeId, oddsPpm }) => ({
      oddsSumPpm: oddsPpm * DRAWS,
      fell: fell.get(prizeId) ?? 0,
    }))
    const { chiSquare, freedom } = fitOf(observed)
    expect([...fell.values()].reduce((sum, count) => sum + count)).toBe(DRAWS)
    expect(freedom).toBe(4)
    expect(chiSquare).toBeLessThan(BOUND_AT_4)
    expect(chiSquare).toBeGreaterThan(0)
  })
})
