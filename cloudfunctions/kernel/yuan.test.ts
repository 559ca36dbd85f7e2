import { shortYuanText, yuanText } from './yuan'

test.each([
  [0, '0.00', '0'],
  [1, '0.01', '0.01'],
  [3_600, '36.00', '36'],
  [150, '1.50', '1.50'],
  [99_999, '999.99', '999.99'],
  [100_000, '1,000.00', '1,000'],
  [123_456_789, '1,234,567.89', '1,234,567.89'],
  [-123_456, '-1,234.56', '-1,234.56'],
  [Number.MAX_SAFE_INTEGER, '90,071,992,547,409.91', '90,071,992,547,409.91'],
])('%i fen stand as %s and are said as %s', (fen, written, said) => {
  expect([yuanText(fen), shortYuanText(fen)]).toEqual([written, said])
})
