import { changeText, rangeBar } from './cost-range.shared'

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
