import { bestCombination, type Candidate } from './best-combination'
import type { Benefit } from './terms'
import { benefitText, combinationText, dayText, leftOutText } from './wording'

test.each<[Benefit, string]>([
  [{ kind: 'cash', discountFen: 2_050 }, '抵 20.50 元'],
  [{ kind: 'threshold', discountFen: 2_000, thresholdFen: 10_000 }, '满 100 元减 20 元'],
  [{ kind: 'percent', percentOff: 15, capFen: 3_000, thresholdFen: 0 }, '打 8.5 折，最多减 30 元'],
  [{ kind: 'percent', percentOff: 20, capFen: 3_000, thresholdFen: 5_000 }, '满 50 元可用，打 8 折，最多减 30 元'],
  [{ kind: 'exchange', capFen: 3_800 }, '免费兑换一件，最多抵 38 元'],
  [{ kind: 'delivery', discountFen: 600, thresholdFen: 0 }, '配送费最多减 6 元'],
  [{ kind: 'delivery', discountFen: 600, thresholdFen: 3_000 }, '满 30 元可用，配送费最多减 6 元'],
])('%j', (benefit, text) => {
  expect(benefitText(benefit)).toBe(text)
})

const has = (title: string, benefit: Benefit): Candidate => ({
  couponId: title,
  endsAtMs: 1,
  terms: {
    title,
    text: '',
    picture: '',
    benefit,
    stores: null,
    categories: null,
    stackingGroup: benefit.kind,
    isGivable: true,
  },
})
const LINES = [{ lineId: '1', category: '', amountFen: 8_000 }]
const TEN = has('十元券', { kind: 'cash', discountFen: 1_000 })
const FIFTH = has('八折券', { kind: 'percent', percentOff: 20, capFen: 5_000, thresholdFen: 0 })
const HUNDRED = has('百元券', { kind: 'threshold', discountFen: 3_000, thresholdFen: 10_000 })

test('the best combination is one sentence, and so is why a coupon is not in it', () => {
  const both = bestCombination([TEN, FIFTH], LINES, [['cash', 'percent']])
  expect(combinationText(both)).toBe('用“八折券”减 16 元、“十元券”减 10 元，一共减 26 元，付 54 元')
  const one = bestCombination([TEN, FIFTH, HUNDRED], LINES, [])
  expect(combinationText(one)).toBe('用“八折券”减 16 元，付 64 元')
  expect(one.leftOut.map(({ because }) => leftOutText(because))).toEqual(['不能和“八折券”一起用', '还差 20 元可用'])
  expect(combinationText(bestCombination([HUNDRED], LINES, []))).toBe('没有能用的券，付 80 元')
  expect(leftOutText({ why: 'no_better' })).toBe('用了也不会减得更多')
  expect(dayText('2026-03-09')).toBe('2026年3月9日')
})
