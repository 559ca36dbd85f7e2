import { confirmText, isUnknownYet, memberCodeOf, recordedText } from './counter.shared'

const NOW = Date.parse('2026-03-10T14:30:00+08:00')

test.each([
  [0, null, '请输入金额'],
  [3_600, 36, '记 36.00 元，积 36 茶点'],
  [3_600, null, '记 36.00 元'],
  [1, 0, '记 0.01 元，积 0 茶点'],
  [12_345_678, 123_456, '记 123,456.78 元，积 123,456 茶点'],
])('%i fen with %s points: the button says %s', (fen, points, text) => {
  expect(confirmText(fen, points, '茶点')).toBe(text)
})

test.each([
  [{ available: 36, pending: 0, vestsOn: null }, null, '得 36 茶点'],
  [{ available: 0, pending: 36, vestsOn: '2026-03-17' }, null, '36 茶点，3月17日到账'],
  [{ available: 0, pending: 0, vestsOn: null }, null, '这一单没有茶点'],
  [{ available: 0, pending: 1_200, vestsOn: '2026-03-11' }, '金卡', '1,200 茶点，明天到账，升为金卡'],
])('%j with the tier %s is told as %s', (points, newTier, text) => {
  expect(recordedText({ orderNo: 'o', points, newTier }, NOW, '茶点')).toBe(text)
})

test.each([
  ['12345678901234567890', '12345678901234567890'],
  ['12345 67890 12345 67890', '12345678901234567890'],
  ['12345-67890-12345-67890', '12345678901234567890'],
  ['1234567890', null],
  ['https://example.com', null],
  ['', null],
])('"%s" is read as %s', (text, code) => expect(memberCodeOf(text)).toBe(code))

test('without a network the name is not known yet; a refused code is refused', () => {
  expect((['unanswered', 'busy', 'unknown_member_code', 'unauthorised'] as const).map(isUnknownYet)).toEqual([
    true,
    true,
    false,
    false,
  ])
})
