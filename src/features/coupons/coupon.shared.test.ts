import { type Coupon, daysText, endsSoon, STAMPS } from './coupon.shared'

const TODAY = '2026-03-10'
const coupon: Pick<Coupon, 'state' | 'usableFrom' | 'usableUntil' | 'use' | 'gift'> = {
  state: 'usable',
  usableFrom: '2026-03-01',
  usableUntil: '2026-03-31',
  use: null,
  gift: null,
}
const use = { storeName: '平江路店', discountFen: 500, atMs: Date.parse('2026-03-09T12:30:00+08:00') }

test.each([
  [{}, '3月31日前可用'],
  [{ usableUntil: TODAY }, '今天最后一天'],
  [{ state: 'early', usableFrom: '2026-03-20' }, '3月20日起可用'],
  [{ state: 'used', use }, '昨天 12:30 在平江路店用了，减 5.00 元'],
  [{ state: 'given', gift: { giftCode: 'g', untilMs: null, takenBy: '林*' } }, '林*领走了'],
  [{ state: 'giving', gift: { giftCode: 'g', untilMs: 1, takenBy: null } }, '3月31日前可用'],
] as const)('a coupon with %j says %s', (change, text) => expect(daysText({ ...coupon, ...change }, TODAY)).toBe(text))

test.each([
  [{}, false],
  [{ usableUntil: '2026-03-17' }, true],
  [{ usableUntil: '2026-03-18' }, false],
  [{ usableUntil: '2026-03-11', state: 'used' }, false],
] as const)('with %j it ends soon: %s', (change, soon) => expect(endsSoon({ ...coupon, ...change }, TODAY)).toBe(soon))

test('every state but usable has its stamp', () => {
  expect(
    Object.entries(STAMPS)
      .filter(([, stamp]) => stamp === '')
      .map(([state]) => state),
  ).toEqual(['usable'])
})
