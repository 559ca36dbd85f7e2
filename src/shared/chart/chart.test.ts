import { barHeights, labelledBars } from './bars'
import { lineMask } from './line'

const pointsOf = (values: readonly number[]) =>
  /points='([^']*)'/.exec(decodeURIComponent(/url\("([^"]+)"/.exec(lineMask(values))?.[1] ?? ''))?.[1]

describe('bars', () => {
  test.each([
    [[], []],
    [
      [0, 0],
      [0, 0],
    ],
    [
      [1, 2, 4],
      [25, 50, 100],
    ],
    [
      [1, 100_000],
      [2, 100],
    ],
    [
      [-5, 10],
      [0, 100],
    ],
  ])('of %j are %j percent high', (values, heights) => {
    expect(barHeights(values)).toEqual(heights)
  })

  test('have labels that do not touch, the last one always', () => {
    expect(labelledBars(7, 7)).toEqual(Array(7).fill(true))
    expect(labelledBars(5, 3)).toEqual([true, false, true, false, true])
    expect(labelledBars(30, 7).filter(Boolean)).toHaveLength(6)
    expect(labelledBars(30, 7).at(-1)).toBe(true)
  })
})

describe('a line', () => {
  test('goes from left to right, the largest on top', () => {
    expect(pointsOf([0, 10, 5])).toBe('3,37 50,3 97,20')
  })

  test('of equal values is level, of one value too, and of none it is no picture', () => {
    expect(pointsOf([4, 4])).toBe('3,37 97,37')
    expect(pointsOf([4])).toBe('3,37 97,37')
    expect(lineMask([])).toBe('')
  })
})
