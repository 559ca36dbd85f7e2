import { combine, type StackingRules } from './stacking'
import type { CouponKind, Terms } from './terms'

const RULES: StackingRules = [
  ['cash', 'delivery'],
  ['cash', 'cash'],
]

function coupon(kind: CouponKind, stackingGroup: string): Terms {
  const benefit = { kind, discountFen: 1, thresholdFen: 1, percentOff: 1, capFen: 1 } as Terms['benefit']
  return { title: '券', text: '', picture: '', benefit, stores: null, categories: null, stackingGroup, isGivable: true }
}

test.each<[string, Terms, Terms, boolean]>([
  ['kinds that are named', coupon('cash', 'a'), coupon('delivery', 'b'), true],
  ['kinds that are not named', coupon('cash', 'a'), coupon('percent', 'b'), false],
  ['two of one kind that may, of different groups', coupon('cash', 'a'), coupon('cash', 'b'), true],
  ['two of one kind that may not', coupon('delivery', 'a'), coupon('delivery', 'b'), false],
  ['kinds that are named, of one group', coupon('cash', 'a'), coupon('delivery', 'a'), false],
])('%s', (_, one, other, expected) => {
  expect(combine(one, other, RULES)).toBe(expected)
  expect(combine(other, one, RULES)).toBe(expected)
})
