import { EXAMPLE_WHEEL } from '../../../../test/kit/wheel'
import { contradictionsOf, MOST_VALUE_FEN } from './contradictions'
import type { Prize } from './prize'

const { prizes } = EXAMPLE_WHEEL
const withPrize = (prizeId: string, change: object) => ({
  ...EXAMPLE_WHEEL,
  prizes: prizes.map((prize) => (prize.prizeId === prizeId ? ({ ...prize, ...change } as Prize) : prize)),
})

describe('a wheel', () => {
  test('as a shop would have it is refused by nothing', () => {
    expect(contradictionsOf(EXAMPLE_WHEEL)).toEqual([])
    expect(contradictionsOf(withPrize('kettle', { valueFen: MOST_VALUE_FEN }))).toEqual([])
  })

  test.each([
    ['odds one part short', withPrize('thanks', { oddsPpm: 499_999 }), 'prizes', '还差 1'],
    ['odds one part over', withPrize('thanks', { oddsPpm: 500_001 }), 'prizes', '多了 1'],
    [
      'a prize above 50,000 yuan',
      withPrize('kettle', { valueFen: MOST_VALUE_FEN + 1 }),
      'prizes.0.valueFen',
      '50,000 元',
    ],
    [
      'the use of something worth more than that',
      withPrize('kettle', { valueFen: MOST_VALUE_FEN + 1, isUseRight: true }),
      'prizes.0.valueFen',
      '使用权',
    ],
    ['points for points', { ...EXAMPLE_WHEEL, pricePoints: 10 }, 'prizes.3.kind', '下注'],
    ['two prizes of one id', withPrize('cash', { prizeId: 'tea' }), 'prizes.2.prizeId', '同一个编号'],
    ['a fallback that is no prize', { ...EXAMPLE_WHEEL, fallback: 'gold' }, 'fallback', '没有这个编号'],
    ['a fallback that may run out', { ...EXAMPLE_WHEEL, fallback: 'tea' }, 'fallback', '不能有数量'],
    ['more free draws than draws', { ...EXAMPLE_WHEEL, freePerDay: 4 }, 'freePerDay', 'mostPerDay'],
  ])('is refused for %s', (_, wheel, path, words) => {
    const found = contradictionsOf(wheel)
    expect(found.map((one) => one.path)).toEqual([path])
    expect(found[0]?.message).toContain(words)
  })

  test('has no prize that is never drawn, unless it is what others fall back to', () => {
    const never = {
      ...EXAMPLE_WHEEL,
      prizes: prizes.map((prize) => ({ ...prize, oddsPpm: prize.prizeId === 'thanks' ? 1_000_000 : 0 })),
    }
    expect(contradictionsOf(never).map(({ path }) => path)).toEqual([
      'prizes.0.oddsPpm',
      'prizes.1.oddsPpm',
      'prizes.2.oddsPpm',
    ])
  })
})
