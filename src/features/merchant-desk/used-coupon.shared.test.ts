import { becameText, canUnverify, reasonText, takenOffText, useText } from './used-coupon.shared'

test.each([
  ['used', ''],
  ['undone', '已撤销'],
  ['refunded', '已退'],
] as const)('a use that is %s is marked "%s"', (state, text) => expect(becameText({ state })).toBe(text))

test('a line says when and for which order, and when it was a colleague', () => {
  const use = { atMs: Date.parse('2026-03-10T14:30:00+08:00'), orderNo: 'P-1', isMine: true }
  expect(useText(use)).toBe('14:30 · P-1')
  expect(useText({ ...use, isMine: false })).toBe('14:30 · P-1 · 同事')
})

test('what was taken off stands with a minus and its thousands', () => {
  expect(takenOffText({ discountFen: 500 })).toBe('−5.00')
  expect(takenOffText({ discountFen: 123_456 })).toBe('−1,234.56')
})

test.each([
  [null, false],
  [1_000, false],
  [1_001, true],
])('a use that can be undone until %s can be undone at 1000: %s', (undoUntilMs, can) => {
  expect(canUnverify({ undoUntilMs }, 1_000)).toBe(can)
})

test.each([
  ['wrong_coupon', '没看的', '扫错了券'],
  ['other', ' 券拿错了 ', '券拿错了'],
  ['other', '  ', ''],
] as const)('the reason %s with "%s" is written as "%s"', (chosen, own, text) =>
  expect(reasonText(chosen, own)).toBe(text),
)
