import type { CartLine } from './cart'
import { after, type Bill, billOf, discountOf, isDiscount } from './discount'
import type { Benefit, Terms } from './terms'

const line = (lineId: string, category: string, amountFen: number): CartLine => ({ lineId, category, amountFen })

const COFFEE = line('1', 'coffee', 3_800)
const CAKE = line('2', 'cake', 2_600)
const CUP = line('3', 'cup', 9_900)
const FEE = line('4', 'delivery', 600)

const terms = (benefit: Benefit, categories: readonly string[] | null = null): Terms => ({
  title: '券',
  text: '',
  picture: '',
  benefit,
  stores: null,
  categories,
  stackingGroup: benefit.kind,
  isGivable: true,
})

const cash = (discountFen: number) => ({ kind: 'cash', discountFen }) as const
const threshold = (thresholdFen: number, discountFen: number) =>
  ({ kind: 'threshold', thresholdFen, discountFen }) as const
const percent = (percentOff: number, capFen: number, thresholdFen = 0) =>
  ({ kind: 'percent', percentOff, capFen, thresholdFen }) as const
const exchange = (capFen: number) => ({ kind: 'exchange', capFen }) as const
const delivery = (discountFen: number, thresholdFen = 0) => ({ kind: 'delivery', discountFen, thresholdFen }) as const

test.each<[string, Benefit, readonly string[] | null, readonly CartLine[], number, readonly number[]]>([
  ['cash over all lines', cash(1_000), null, [COFFEE, CAKE], 1_000, [594, 406]],
  ['cash on one category', cash(1_000), ['cake'], [COFFEE, CAKE], 1_000, [0, 1_000]],
  ['cash of more than it all costs', cash(50_000), null, [COFFEE, CAKE], 6_400, [3_800, 2_600]],
  ['cash of more than the scope costs', cash(5_000), ['cake'], [COFFEE, CAKE], 2_600, [0, 2_600]],
  ['a threshold just met', threshold(6_400, 2_000), null, [COFFEE, CAKE], 2_000, [1_188, 812]],
  ['a threshold within its scope', threshold(9_900, 1_000), ['cup', 'tea'], [COFFEE, CUP], 1_000, [0, 1_000]],
  ['percent, rounded down', percent(15, 10_000), null, [line('1', '', 999)], 149, [149]],
  ['percent, cut by its cap', percent(50, 3_000), null, [COFFEE, CAKE], 3_000, [1_781, 1_219]],
  ['percent of the scope only', percent(10, 10_000), ['cup'], [COFFEE, CUP], 990, [0, 990]],
  ['exchange of the dearest line', exchange(9_999), ['coffee', 'cake'], [CAKE, COFFEE, CUP], 3_800, [0, 3_800, 0]],
  ['exchange of a line above its cap', exchange(3_000), ['coffee'], [COFFEE], 3_000, [3_000]],
  [
    'exchange of the first of equal lines',
    exchange(5_000),
    ['cake'],
    [CAKE, line('9', 'cake', 2_600)],
    2_600,
    [2_600, 0],
  ],
  ['delivery', delivery(500), ['delivery'], [COFFEE, FEE], 500, [0, 500]],
  ['delivery that costs less', delivery(1_000), ['delivery'], [COFFEE, FEE], 600, [0, 600]],
  ['delivery once the goods cost enough', delivery(1_000, 3_800), ['delivery'], [COFFEE, FEE], 600, [0, 600]],
])('%s', (_, benefit, categories, lines, discountFen, shares) => {
  expect(discountOf(terms(benefit, categories), billOf(lines))).toEqual({ discountFen, shares })
})

test.each<[string, Benefit, readonly string[] | null, readonly CartLine[], object]>([
  ['no line in scope', cash(1_000), ['tea'], [COFFEE, CAKE], { why: 'out_of_scope' }],
  [
    'an amount without lines, where lines matter',
    exchange(5_000),
    ['coffee'],
    [line('order', '', 3_800)],
    { why: 'out_of_scope' },
  ],
  [
    'a threshold missed by one fen',
    threshold(6_401, 2_000),
    null,
    [COFFEE, CAKE],
    { why: 'below_threshold', missingFen: 1 },
  ],
  [
    'a threshold that other goods do not help to meet',
    threshold(3_801, 500),
    ['coffee'],
    [COFFEE, CUP],
    { why: 'below_threshold', missingFen: 1 },
  ],
  [
    'percent below its threshold',
    percent(10, 1_000, 5_000),
    null,
    [COFFEE],
    { why: 'below_threshold', missingFen: 1_200 },
  ],
  [
    'delivery alone, where goods have to cost something',
    delivery(500, 3_000),
    ['delivery'],
    [FEE],
    { why: 'below_threshold', missingFen: 3_000 },
  ],
  ['delivery of goods that are picked up', delivery(500), ['delivery'], [COFFEE], { why: 'out_of_scope' }],
  ['percent of too little to be a fen', percent(1, 1_000), null, [line('1', '', 99)], { why: 'nothing_left' }],
])('nothing for %s', (_, benefit, categories, lines, expected) => {
  expect(discountOf(terms(benefit, categories), billOf(lines))).toEqual(expected)
})

describe('beside other coupons', () => {
  const beside = (first: Terms, bill: Bill): Bill => {
    const found = discountOf(first, bill)
    if (!isDiscount(found)) throw new Error(found.why)
    return after(bill, found)
  }

  test('a threshold goes by what the goods cost, not by what others have left', () => {
    const bill = beside(terms(cash(3_000)), billOf([COFFEE, CAKE]))
    expect(discountOf(terms(threshold(6_400, 2_000)), bill)).toMatchObject({ discountFen: 2_000 })
  })

  test('percent are of what the goods cost, and are taken from what is left', () => {
    const bill = beside(terms(cash(6_000)), billOf([COFFEE, CAKE]))
    expect(discountOf(terms(percent(10, 9_999)), bill)).toMatchObject({ discountFen: 400, shares: [237, 163] })
  })

  test('nothing is left of a line that another has paid for', () => {
    const bill = beside(terms(exchange(5_000), ['coffee']), billOf([COFFEE, CAKE]))
    expect(discountOf(terms(cash(1_000), ['coffee']), bill)).toEqual({ why: 'nothing_left' })
    expect(discountOf(terms(cash(1_000)), bill)).toEqual({ discountFen: 1_000, shares: [0, 1_000] })
  })
})
