import { type Coupon, daysText, endsSoon, STAMPS } from './coupon.shared'

const TODAY = '2026-03-10'
const coupon = {
  state: 'usable',
  usableFrom: '2026-03-01',
  usableUntil: '2026-03-31',
  use: null,
  gift: null,
} as const satisfies Partial<Coupon>
const use = { storeName: '平江路店', discountFen: 123_456, atMs: Date.parse('2026-03-09T12:30:00+08:00') }
const onItsWay = { giftCode: 'g', untilMs: Date.parse('2026-03-11T09:00:00+08:00'), takenBy: null }

test.each([
  [{}, '3月31日到期'],
  [{ usableUntil: '2027-03-31' }, '2027年3月31日到期'],
  [{ usableUntil: TODAY }, '今天最后一天'],
  [{ state: 'early', usableFrom: '2026-03-20' }, '3月20日起可用'],
  [{ state: 'expired', usableUntil: '2026-03-09' }, '3月9日到期了'],
  [{ state: 'used', use }, '昨天 12:30 在平江路店用了，减 1,234.56 元'],
  [{ state: 'giving', gift: onItsWay }, '明天 09:00前没人领，就回到您这里'],
  [{ state: 'given', gift: { ...onItsWay, takenBy: '林*' } }, '林*领走了'],
  [{ state: 'withdrawn', whyNot: '已被商家收回' }, '已被商家收回'],
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
