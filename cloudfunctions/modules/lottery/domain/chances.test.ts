import { chancesOf, drawnWith, NOTHING_DRAWN, takenBy } from './chances'

const TERMS = { freePerDay: 1, mostPerDay: 3, pricePoints: 10 }
const TODAY = '2026-03-10'
const drawn = (today: number, free: number, date = TODAY) => ({ number: 9, date, today, free })

describe('chances to draw', () => {
  test.each([
    ['a new day brings its own', drawn(3, 1, '2026-03-09'), 0, { left: 1, free: 1, earned: 0, today: 3 }],
    ['what the day brought is used once', drawn(1, 1), 0, { left: 0, free: 0, earned: 0, today: 2 }],
    ['earned ones last', drawn(1, 1), 5, { left: 2, free: 0, earned: 5, today: 2 }],
    ['the bound of the day holds for all', drawn(3, 1), 5, { left: 0, free: 0, earned: 5, today: 0 }],
    ['who never drew has the day’s', NOTHING_DRAWN, 0, { left: 1, free: 1, earned: 0, today: 3 }],
  ])('%s', (_, before, earned, expected) => {
    expect(chancesOf(TERMS, before, earned, TODAY)).toEqual(expected)
  })

  test.each([
    ['the day’s own first', drawn(0, 0), 1, true, 'free'],
    ['then what was earned, even if points are offered', drawn(1, 1), 1, true, 'earned'],
    ['points when there is nothing else and they are offered', drawn(1, 1), 0, true, 'points'],
    ['never points that were not offered', drawn(1, 1), 0, false, null],
    ['nothing beyond the day’s bound, also for points', drawn(3, 1), 9, true, null],
  ])('a draw takes %s', (_, before, earned, offers, expected) => {
    expect(takenBy(chancesOf(TERMS, before, earned, TODAY), TERMS, offers)).toBe(expected)
  })

  test('without a price, points are not taken', () => {
    const terms = { freePerDay: 0, mostPerDay: 3 }
    expect(takenBy(chancesOf(terms, NOTHING_DRAWN, 0, TODAY), terms, true)).toBeNull()
  })

  test('numbers go on over days, counts of the day begin again', () => {
    const first = drawnWith(NOTHING_DRAWN, 'free', TODAY)
    const second = drawnWith(first, 'earned', TODAY)
    expect(second).toEqual({ number: 2, date: TODAY, today: 2, free: 1 })
    expect(drawnWith(second, 'free', '2026-03-11')).toEqual({ number: 3, date: '2026-03-11', today: 1, free: 1 })
  })
})
