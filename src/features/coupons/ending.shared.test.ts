import { endingText } from './ending.shared'

const coupon = (title: string, usableUntil: string) => ({ title, usableUntil })

test.each([
  ['none', [], ''],
  ['one that ends today', [coupon('满减', '2026-03-10')], '「满减」今天最后一天'],
  ['one that ends tomorrow', [coupon('满减', '2026-03-11')], '「满减」明天到期'],
  ['one that ends later', [coupon('满减', '2026-03-15')], '「满减」3月15日到期'],
  [
    'three',
    ['2026-03-10', '2026-03-11', '2026-03-12'].map((day) => coupon('满减', day)),
    '「满减」今天最后一天，另有 2 张也快到期了',
  ],
])('of coupons that end soon, %s', (_, coupons, text) => {
  expect(endingText(coupons, '2026-03-10')).toBe(text)
})
