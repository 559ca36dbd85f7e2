import { rebateOf } from './rebate'

const RULE = { bps: 500, fromFen: 10_000, mostFen: 2_000 }

test.each([
  [9_999, 0],
  [10_000, 500],
  [10_019, 500],
  [10_020, 501],
  [40_000, 2_000],
  [1_000_000_000, 2_000],
])('of %i fen five percent from 100 yuan on, at most 20: %i', (paidFen, expected) => {
  expect(rebateOf(RULE, paidFen)).toBe(expected)
})

test('of too little for a fen it is nothing', () => {
  expect(rebateOf({ bps: 1, fromFen: 0, mostFen: 100 }, 9_999)).toBe(0)
})
