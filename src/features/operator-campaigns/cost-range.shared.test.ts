import { changeText, rangeBar, rangeTexts } from './cost-range.shared'

test.each([
  [0, '大家和平时一样'],
  [30, '大家比平时多做 30%'],
  [-20, '大家比平时少做 20%'],
])('%d percent is said as %s', (percent, text) => expect(changeText(percent)).toBe(text))

test.each([
  ['a range', { p10Fen: 20, p50Fen: 30, p90Fen: 60 }, 100, { left: 20, width: 40, middle: 30 }],
  ['one without width', { p10Fen: 100, p50Fen: 100, p90Fen: 100 }, 100, { left: 99, width: 1, middle: 100 }],
  ['nothing at all', { p10Fen: 0, p50Fen: 0, p90Fen: 0 }, 0, { left: 0, width: 1, middle: 0 }],
])('%s lies on its track', (_, range, most, bar) => expect(rangeBar(range, most)).toEqual(bar))

test('a cost is said as a range with its middle, and as one number where it is always the same', () => {
  expect(rangeTexts({ p10Fen: 2_000, p50Fen: 3_050, p90Fen: 6_000 })).toEqual({
    range: '20.00 到 60.00 元',
    note: '十次里有八次在这之间，一半的时候不超过 30.50 元',
  })
  expect(rangeTexts({ p10Fen: 3_000, p50Fen: 3_000, p90Fen: 3_000 })).toEqual({
    range: '30.00 元',
    note: '十次里至少有八次正好是这个数',
  })
})
