import { changeText, leftText, percentOf, stepText } from './tier.shared'

test.each([
  [{ per: 'month', left: 1, quota: 2 }, '本月还可用 1 次'],
  [{ per: 'year', left: 0, quota: 3 }, '今年的 3 次用完了'],
] as const)('what is left of %j is said as %s', (benefit, said) => expect(leftText(benefit)).toBe(said))

test('the lowest step takes nothing, the others so much growth', () => {
  expect([stepText(0), stepText(5_000)]).toEqual(['入会即是', '成长值满 5,000'])
})

test.each([
  [0, 0],
  [4_999, 49],
  [9_999, 99],
  [10_000, 99],
])('%i basis points of the way are %i percent', (bps, percent) => expect(percentOf(bps)).toBe(percent))

const ladder = ['茶客', '茶友', '茶人'].map((name, order) => ({
  tier: { tierId: name, name, order },
  growthAtLeast: 0,
  rateText: '',
  benefits: [],
}))

test.each([
  ['', '茶客', '茶客'],
  ['茶客', '茶人', '升为茶人'],
  ['茶人', '茶友', '降为茶友'],
  ['银卡', '茶友', '变为茶友'],
])('a change from %j to %s is said as %s', (from, to, said) => expect(changeText({ from, to }, ladder)).toBe(said))
