import { canUndo, stateText } from './today.shared'

test.each([
  [{ state: 'paid', refundedFen: 0 }, ''],
  [{ state: 'partly_refunded', refundedFen: 1_234 }, '已退 12.34'],
  [{ state: 'refunded', refundedFen: 3_600 }, '已退'],
] as const)('%j is told as "%s"', (order, text) => expect(stateText(order)).toBe(text))

test.each([
  [null, false],
  [1_000, false],
  [1_001, true],
])('an order that can be undone until %s can be undone at 1000: %s', (undoUntilMs, can) => {
  expect(canUndo({ undoUntilMs }, 1_000)).toBe(can)
})
