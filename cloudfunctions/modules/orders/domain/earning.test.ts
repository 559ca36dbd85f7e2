import { shortYuanText, yuanText } from '../../../kernel/yuan'
import { isRounded, pointsForAmount, rateText } from './earning'

test.each([
  [3_600, 1, 100, 10_000, 36, false],
  [3_699, 1, 100, 10_000, 36, true],
  [99, 1, 100, 10_000, 0, true],
  [100, 1, 100, 10_000, 1, false],
  [0, 1, 100, 10_000, 0, false],
  // Rounded once, at the end: 67 fen at one and a half times are a point, and not nothing.
  [67, 1, 100, 15_000, 1, true],
  [66, 1, 100, 15_000, 0, true],
  [3_650, 1, 100, 15_000, 54, true],
  [3_600, 1, 100, 12_345, 44, true],
  [1_000, 2, 300, 10_000, 6, true],
  [1_000_000_000, 1_000, 1, 100_000, 10_000_000_000_000, false],
])(
  '%i fen at %i per %i and %i basis points are %i points',
  (eligibleFen, points, perFen, rateBps, expected, rounded) => {
    const earning = { eligibleFen, points, perFen, rateBps }
    expect([pointsForAmount(earning), isRounded(earning)]).toEqual([expected, rounded])
  },
)

test('rates and money read as a person says them', () => {
  expect([10_000, 15_000, 12_500, 20_000].map(rateText)).toEqual(['1', '1.5', '1.25', '2'])
  expect([0, 1, 99, 100, 3_605, 1_000_000_000].map(yuanText)).toEqual([
    '0.00',
    '0.01',
    '0.99',
    '1.00',
    '36.05',
    '10,000,000.00',
  ])
  expect([100, 150, 1_000].map(shortYuanText)).toEqual(['1', '1.50', '10'])
})
