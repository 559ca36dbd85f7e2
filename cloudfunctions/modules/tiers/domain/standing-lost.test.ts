import { changesOf, EVER, type Happening, LADDER, lived, ROLLING, tier, YEARLY } from '../../../../test/kit/standings'
import type { Ladder, Tier } from './ladder'

describe('a refund', () => {
  test('of the order that made the tier starts the days of grace, and the tier goes when they are over', () => {
    const back = lived(ROLLING, [
      ['2026-03-10', 2_000, 'gold to 2027-03-31'],
      ['2026-03-11', -2_000, 'gold grace 2026-04-10', '2026-03-10', -1],
      ['2026-04-10', 0, 'gold grace 2026-04-10'],
      ['2026-04-11', 0, 'silver to 2027-04-30'],
    ])
    expect(changesOf(back)).toEqual(['2026-04-11 gold>silver refund', '2026-03-10 base>gold order'])
    lived({ ...ROLLING, graceDays: 0 }, [
      ['2026-03-10', 2_000, 'gold to 2027-03-31'],
      ['2026-03-10', -1, 'gold grace 2026-03-10'],
      ['2026-03-11', 0, 'silver to 2027-03-31'],
    ])
  })

  test('of what the tier does not stand on changes nothing', () => {
    lived(ROLLING, [
      ['2026-03-10', 2_500, 'gold to 2027-03-31'],
      ['2026-03-11', -500, 'gold to 2027-03-31', '2026-03-10'],
      ['2026-03-11', -1, 'gold grace 2026-04-10', '2026-03-10'],
    ])
    // The order of last year made it; this year's is only this year's.
    lived(YEARLY, [
      ['2026-03-10', 2_000, 'gold to 2027-12-31'],
      ['2027-03-10', 800, 'gold to 2027-12-31'],
      ['2027-03-11', -800, 'gold to 2027-12-31', '2027-03-10', -1],
    ])
  })

  test('of an old order takes the tier that stands on it, also when its month is forgotten', () => {
    lived(YEARLY, [
      ['2026-01-10', 2_000, 'gold to 2027-12-31'],
      ['2027-12-10', 1, 'gold to 2027-12-31'],
      ['2027-12-10', -1_500, 'gold grace 2028-01-09', '2026-01-10'],
      ['2028-01-10', 0, 'silver to 2028-12-31'],
    ])
  })

  test('leaves the tier where what was bought meanwhile leads there as well', () => {
    lived(ROLLING, [
      ['2026-03-10', 2_000, 'gold to 2027-03-31'],
      ['2026-06-10', 2_000, 'gold to 2027-03-31'],
      ['2026-06-11', -2_000, 'gold to 2027-03-31', '2026-03-10', -1],
      ['2026-06-11', -1, 'gold grace 2026-07-11', '2026-06-10'],
    ])
  })

  test('that is paid again nets to what is paid, and the tier has its old time', () => {
    lived(YEARLY, [
      ['2026-11-10', 2_000, 'gold to 2027-12-31'],
      ['2027-01-10', -2_000, 'gold grace 2027-02-09', '2026-11-10', -1],
      ['2027-01-11', 2_000, 'gold to 2027-12-31', '2026-11-10'],
      ['2027-01-11', -2_000, 'gold grace 2027-02-10', '2026-11-10', -1],
      ['2027-01-12', -5, 'gold grace 2027-02-10', '2026-11-10'],
    ])
  })

  test('for a tier for life takes it as well; where it falls to is lent for a time', () => {
    lived(EVER, [
      ['2026-03-10', 2_000, 'gold'],
      ['2026-05-10', -1_500, 'gold grace 2026-06-09', '2026-03-10'],
      ['2026-06-10', 0, 'silver to 2027-06-30'],
      ['2027-08-01', 0, 'base'],
    ])
    lived(EVER, [
      ['2026-03-10', 2_000, 'gold'],
      ['2026-05-10', -500, 'gold grace 2026-06-09', '2026-03-10'],
      ['2026-06-10', 0, 'silver'],
    ])
  })

  test('of what saved a tier in its grace puts it back into grace, for the days from then on', () => {
    const saved: readonly Happening[] = [
      ['2026-03-01', 2_000, 'gold to 2027-12-31'],
      ['2027-03-01', 1_900, 'gold to 2027-12-31'],
      ['2028-01-05', 0, 'gold grace 2028-01-30'],
      ['2028-01-06', 100, 'gold to 2028-12-31'],
    ]
    lived(YEARLY, [...saved, ['2028-01-07', -1, 'gold grace 2028-02-06', '2028-01-06']])
    lived(YEARLY, [
      ...saved,
      ['2028-03-07', -100, 'gold grace 2028-04-06', '2028-01-06', -1],
      ['2028-04-07', 0, 'silver to 2028-12-31'],
    ])
    // Of what was bought at another time it takes nothing from the year that the tier stands on.
    lived(YEARLY, [
      ...saved,
      ['2028-02-06', 300, 'gold to 2028-12-31'],
      ['2028-02-07', -300, 'gold to 2028-12-31', '2028-02-06', -1],
    ])
  })

  test('in grace of what did not count for the tier takes nothing from it', () => {
    lived(YEARLY, [
      ['2026-12-30', 2_000, 'gold to 2027-12-31'],
      ['2027-01-02', 300, 'gold to 2027-12-31'],
      ['2027-01-05', -50, 'gold grace 2027-02-04', '2026-12-30'],
      ['2027-01-06', -300, 'gold grace 2027-02-04', '2027-01-02', -1],
      ['2027-01-07', 50, 'gold to 2027-12-31'],
    ])
  })

  test('in the days of grace does not lengthen them', () => {
    lived(ROLLING, [
      ['2026-03-10', 2_000, 'gold to 2027-03-31'],
      ['2027-04-10', 0, 'gold grace 2027-04-30'],
      ['2027-04-20', 100, 'gold grace 2027-04-30'],
      ['2027-04-21', -100, 'gold grace 2027-04-30', '2027-04-20', -1],
      ['2027-05-01', 0, 'silver to 2028-05-31'],
    ])
  })

  test('before any tier or with nothing bought changes nothing', () => {
    lived(ROLLING, [['2026-03-10', -100, 'base']])
    lived({ ...ROLLING, ladder: [] }, [
      ['2026-03-10', 100, 'null'],
      ['2026-03-10', -100, 'null', '2026-03-10', -1],
    ])
  })
})

describe('a new ladder', () => {
  const gold = () => lived(YEARLY, [['2026-03-10', 2_000, 'gold to 2027-12-31']])
  const withTier = (ladder: Ladder, changed: Tier) =>
    [...ladder.filter(({ tierId }) => tierId !== changed.tierId), changed].sort((one, other) => one.order - other.order)

  test('that asks for less lifts at once who has that much, by what their tier stands on too', () => {
    const easier = { ...YEARLY, ladder: withTier(LADDER, tier(4, 'black', 2_000)) }
    const lifted = lived(easier, [['2027-02-01', 0, 'black to 2027-12-31']], gold())
    expect(changesOf(lifted)[0]).toBe('2027-02-01 gold>black ladder')
  })

  test('that asks for more leaves a tier for as long as was promised, and reviews it by the new one then', () => {
    const harder = { ...YEARLY, ladder: withTier(LADDER, tier(3, 'gold', 3_000)) }
    lived(
      harder,
      [
        ['2026-03-11', 0, 'gold to 2027-12-31'],
        ['2027-06-10', 2_999, 'gold to 2027-12-31'],
        ['2028-01-01', 0, 'gold grace 2028-01-30'],
        ['2028-01-31', 0, 'silver to 2028-12-31'],
      ],
      gold(),
    )
    lived(
      harder,
      [
        ['2026-03-11', 0, 'gold to 2027-12-31'],
        ['2027-12-31', 3_000, 'gold to 2027-12-31'],
        ['2028-01-01', 0, 'gold to 2028-12-31'],
      ],
      gold(),
    )
    const forLife = lived(EVER, [['2026-03-10', 2_000, 'gold']])
    lived({ ...harder, window: 'lifetime' }, [['2040-03-11', 0, 'gold']], forLife)
  })

  test('that asks for more takes no tier by the next refund, which the promise does not stand on', () => {
    const harder = { ...YEARLY, ladder: withTier(LADDER, tier(3, 'gold', 3_000)) }
    lived(harder, [['2026-03-11', -1, 'gold to 2027-12-31', '2026-03-10']], gold())
  })

  test('put back as it was leaves everybody as they were', () => {
    const harder = { ...YEARLY, ladder: withTier(LADDER, tier(3, 'gold', 3_000)) }
    const kept = lived(harder, [['2026-03-11', 0, 'gold to 2027-12-31']], gold())
    lived(
      YEARLY,
      [
        ['2026-03-12', 0, 'gold to 2027-12-31'],
        ['2027-12-31', 2_000, 'gold to 2027-12-31'],
        ['2028-01-01', 0, 'gold to 2028-12-31'],
      ],
      kept,
    )
  })

  test('without a tier moves who is in it to the highest that is left for them', () => {
    const without = (tierId: string) => ({ ...YEARLY, ladder: LADDER.filter((step) => step.tierId !== tierId) })
    expect(changesOf(lived(without('gold'), [['2026-03-11', 0, 'silver to 2027-12-31']], gold()))[0]).toBe(
      '2026-03-11 gold>silver ladder',
    )
    const renamed = { ...YEARLY, ladder: withTier(without('gold').ladder, tier(3, 'golden', 2_000)) }
    lived(renamed, [['2026-03-11', 0, 'golden to 2027-12-31']], gold())
    const onlyBlack = { ...YEARLY, ladder: LADDER.slice(3) }
    lived(onlyBlack, [['2026-03-11', 0, 'null']], gold())
    lived({ ...YEARLY, ladder: [] }, [['2026-03-11', 0, 'gold to 2027-12-31']], gold())
  })

  test('the first one finds the growth that was there before it', () => {
    const before = lived({ ...ROLLING, ladder: [] }, [['2026-03-10', 2_000, 'null']])
    const first = lived(ROLLING, [['2026-03-11', 0, 'gold to 2027-03-31']], before)
    expect(changesOf(first)).toEqual(['2026-03-11 >gold ladder'])
    expect(changesOf(lived(ROLLING, [['2026-03-11', 0, 'base']]))).toEqual([])
  })

  test('a window that is changed later leaves what was promised', () => {
    lived(ROLLING, [['2026-03-11', 0, 'gold to 2027-12-31']], gold())
    lived(EVER, [['2028-01-01', 0, 'gold']], gold())
  })
})
