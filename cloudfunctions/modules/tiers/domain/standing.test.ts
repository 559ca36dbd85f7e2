import { addDays } from '../../../kernel/business-date'
import { seededRandom } from '../../../kernel/seeded-random'
import { reachedBetween, withOrderGrowth } from './earning'
import type { Ladder, Tier } from './ladder'
import { NEW_STANDING, type Standing, standingOn, type TierRules } from './standing'

const tier = (order: number, tierId: string, growthAtLeast: number, ordersAtLeast: number | null = null): Tier => ({
  tierId,
  name: tierId,
  order,
  growthAtLeast,
  ordersAtLeast,
  rateBps: 10_000,
  benefits: [],
})
const LADDER = [tier(1, 'base', 0), tier(2, 'silver', 1_000, 10), tier(3, 'gold', 2_000), tier(4, 'black', 5_000)]
const ROLLING: TierRules = { ladder: LADDER, window: 'rolling_12_months', graceDays: 30, downgrade: 'one_down' }
const YEARLY: TierRules = { ...ROLLING, window: 'calendar_year' }
const EVER: TierRules = { ...ROLLING, window: 'lifetime' }

/** `gold to 2027-03-31`, `gold grace 2026-04-09`, `base`. */
function shown({ tier, keepUntil, grace }: Standing): string {
  if (grace) return `${tier} grace ${grace.until}`
  return keepUntil === null ? String(tier) : `${tier} to ${keepUntil}`
}

/** What happens on a day: an order of so many yuan, a refund of one (negative), or nothing; with its own day where that is another. */
type Happening = readonly [today: string, yuan: number, then: string, on?: string, orders?: 1 | -1 | 0]

function lived(rules: TierRules, story: readonly Happening[], begun: Standing = NEW_STANDING): Standing {
  return story.reduce((standing, [today, yuan, then, on = today, orders]) => {
    const change = { amountFen: yuan * 100, orders: orders ?? (yuan > 0 ? 1 : 0), on } as const
    const after =
      yuan === 0
        ? standingOn(standing, rules, today)
        : withOrderGrowth(standing, rules, today, { ...change, cause: yuan > 0 ? 'order' : 'refund' })
    expect(`${today} ${shown(after)}`).toBe(`${today} ${then}`)
    // Whoever looks, and however often, changes nothing.
    expect(standingOn(after, rules, today)).toEqual(after)
    return after
  }, begun)
}

const changesOf = ({ changes }: Standing) => changes.map(({ from, to, on, cause }) => `${on} ${from}>${to} ${cause}`)

describe('going up', () => {
  test('the tier comes with the order that reaches it, however many steps that is', () => {
    lived(ROLLING, [
      ['2026-03-10', 0, 'base'],
      ['2026-03-10', 999, 'base'],
      ['2026-03-11', 1, 'silver to 2027-03-31'],
    ])
    lived(ROLLING, [['2028-02-29', 5_000, 'black to 2029-02-28']])
    lived(YEARLY, [['2026-12-31', 2_000, 'gold to 2027-12-31']])
    lived(EVER, [['2026-12-31', 2_000, 'gold']])
  })

  test('so many orders lead there as well where the tier names them, and refunded ones do not count', () => {
    const ten = Array.from({ length: 9 }, (): Happening => ['2026-03-10', 1, 'base'])
    lived(ROLLING, [...ten, ['2026-03-10', 1, 'silver to 2027-03-31']])
    lived(ROLLING, [...ten, ['2026-03-10', -1, 'base', '2026-03-10', -1], ['2026-03-10', 1, 'base']])
    // A part of an order refunded leaves an order.
    lived(ROLLING, [...ten, ['2026-03-10', -0.5, 'base'], ['2026-03-10', 1, 'silver to 2027-03-31']])
  })

  test('growth that has left the window leads nowhere', () => {
    lived(ROLLING, [
      ['2026-03-31', 900, 'base'],
      ['2027-02-28', 50, 'base'],
      ['2027-03-01', 100, 'base'],
    ])
    lived(ROLLING, [
      ['2026-03-31', 900, 'base'],
      ['2027-02-28', 100, 'silver to 2028-02-29'],
    ])
    lived(YEARLY, [
      ['2026-12-31', 900, 'base'],
      ['2027-01-01', 900, 'base'],
      ['2027-12-31', 100, 'silver to 2028-12-31'],
    ])
    lived(EVER, [
      ['2020-02-29', 900, 'base'],
      ['2027-01-01', 100, 'silver'],
    ])
  })

  test('an order of the last evening of a year that is recorded on the morning after counts in its own year', () => {
    lived(YEARLY, [
      ['2026-12-31', 900, 'base'],
      ['2027-01-01', 100, 'silver to 2027-12-31', '2026-12-31'],
    ])
    lived(YEARLY, [
      ['2026-12-31', 900, 'base'],
      ['2027-01-01', 100, 'base'],
    ])
    lived(YEARLY, [
      ['2026-12-30', 1_900, 'silver to 2027-12-31'],
      ['2027-01-01', 100, 'gold to 2027-12-31', '2026-12-31'],
    ])
  })

  test('history is told newest first with its cause, and keeps the newest twelve', () => {
    const gold = lived(ROLLING, [
      ['2026-03-10', 1_000, 'silver to 2027-03-31'],
      ['2026-04-10', 1_000, 'gold to 2027-04-30'],
    ])
    expect(changesOf(gold)).toEqual(['2026-04-10 silver>gold order', '2026-03-10 base>silver order'])
    expect(gold).toMatchObject({ since: '2026-04-10' })
    let standing = NEW_STANDING
    let today = '2026-01-01'
    for (let turn = 0; turn < 20; turn += 1) {
      standing = withOrderGrowth(standing, ROLLING, today, { amountFen: 100_000, orders: 1, on: today, cause: 'order' })
      standing = withOrderGrowth(standing, ROLLING, today, {
        amountFen: -100_000,
        orders: -1,
        on: today,
        cause: 'refund',
      })
      today = addDays(today, 31)
    }
    expect(standing.changes).toHaveLength(12)
  })

  test('what was reached is told with where from; a refund, a fall and what everybody has are not reached', () => {
    const told = (before: Standing, after: Standing) => {
      const reached = reachedBetween(LADDER, before, after)
      return reached && `${reached.from?.tierId}>${reached.to.tierId}`
    }
    const base = standingOn(NEW_STANDING, ROLLING, '2026-03-10')
    const gold = lived(ROLLING, [['2026-03-10', 2_000, 'gold to 2027-03-31']])
    const silver = lived(ROLLING, [['2027-05-01', 0, 'silver to 2028-05-31']], gold)
    expect(told(NEW_STANDING, base)).toBe(null)
    expect(told(base, gold)).toBe('base>gold')
    expect(told(NEW_STANDING, gold)).toBe('undefined>gold')
    expect(told(gold, gold)).toBe(null)
    expect(told(gold, silver)).toBe(null)
  })
})

describe('keeping', () => {
  test('a tier is held to the last second of its last day, and renewed by what was bought in its time', () => {
    lived(ROLLING, [
      ['2026-03-10', 2_000, 'gold to 2027-03-31'],
      ['2026-04-01', 1_500, 'gold to 2027-03-31'],
      ['2027-03-31', 500, 'gold to 2027-03-31'],
      ['2027-04-01', 0, 'gold to 2028-03-31'],
    ])
    lived(YEARLY, [
      ['2026-03-10', 2_000, 'gold to 2027-12-31'],
      ['2027-12-31', 2_000, 'gold to 2027-12-31'],
      ['2028-01-01', 0, 'gold to 2028-12-31'],
      ['2028-12-31', 0, 'gold to 2028-12-31'],
      ['2029-01-01', 0, 'gold grace 2029-01-30'],
    ])
  })

  test('a tier that is not earned again is held for the days of grace and then goes down by one', () => {
    const silver = lived(ROLLING, [
      ['2026-03-10', 5_000, 'black to 2027-03-31'],
      ['2027-04-01', 0, 'black grace 2027-04-30'],
      ['2027-04-30', 0, 'black grace 2027-04-30'],
      ['2027-05-01', 0, 'gold to 2028-05-31'],
      ['2028-06-01', 0, 'gold grace 2028-06-30'],
      ['2028-07-01', 0, 'silver to 2029-07-31'],
    ])
    expect(changesOf(silver)).toEqual([
      '2028-07-01 gold>silver review',
      '2027-05-01 black>gold review',
      '2026-03-10 base>black order',
    ])
  })

  test('it goes to where growth leads where the shop wants that', () => {
    const byGrowth: TierRules = { ...ROLLING, downgrade: 'by_growth' }
    lived(byGrowth, [
      ['2026-03-10', 5_000, 'black to 2027-03-31'],
      ['2027-05-01', 0, 'base'],
    ])
    lived(byGrowth, [
      ['2026-03-10', 5_000, 'black to 2027-03-31'],
      ['2026-06-10', 1_000, 'black to 2027-03-31'],
      ['2027-05-01', 0, 'silver to 2028-05-31'],
    ])
  })

  test('without grace it goes on the day after its last', () => {
    const strict: TierRules = { ...YEARLY, graceDays: 0 }
    lived(strict, [
      ['2026-03-10', 2_000, 'gold to 2027-12-31'],
      ['2027-12-31', 0, 'gold to 2027-12-31'],
      ['2028-01-01', 0, 'silver to 2028-12-31'],
    ])
  })

  test('what is bought in grace makes up for what was missing, and the tier has the time it would have had', () => {
    lived(YEARLY, [
      ['2026-03-10', 2_000, 'gold to 2027-12-31'],
      ['2027-06-10', 1_600, 'gold to 2027-12-31'],
      ['2028-01-01', 0, 'gold grace 2028-01-30'],
      ['2028-01-29', 399, 'gold grace 2028-01-30'],
      ['2028-01-30', 1, 'gold to 2028-12-31'],
    ])
    lived(YEARLY, [
      ['2026-03-10', 2_000, 'gold to 2027-12-31'],
      ['2027-06-10', 1_600, 'gold to 2027-12-31'],
      ['2028-01-31', 400, 'silver to 2028-12-31'],
    ])
    // It saves the tier; together with what was bought before, it does not lead higher.
    lived(YEARLY, [
      ['2026-03-10', 2_000, 'gold to 2027-12-31'],
      ['2027-06-10', 1_900, 'gold to 2027-12-31'],
      ['2028-01-30', 4_000, 'gold to 2029-12-31'],
    ])
    // All of it bought in grace is a new year's gold.
    lived(YEARLY, [
      ['2026-03-10', 2_000, 'gold to 2027-12-31'],
      ['2028-01-30', 2_000, 'gold to 2029-12-31'],
    ])
  })

  test('reviews that nobody looked at for years come in their order, each of its own day', () => {
    const gone = lived(YEARLY, [
      ['2026-03-10', 5_000, 'black to 2027-12-31'],
      ['2033-03-10', 0, 'base'],
    ])
    expect(changesOf(gone)).toEqual([
      '2030-01-31 silver>base review',
      '2029-01-31 gold>silver review',
      '2028-01-31 black>gold review',
      '2026-03-10 base>black order',
    ])
  })

  test('a tier for life is never reviewed', () => {
    lived(EVER, [
      ['2026-03-10', 2_000, 'gold'],
      ['2060-03-10', 0, 'gold'],
    ])
  })

  test('who fell and buys again goes up again at once', () => {
    lived(YEARLY, [
      ['2026-03-10', 2_000, 'gold to 2027-12-31'],
      ['2028-02-29', 0, 'silver to 2028-12-31'],
      ['2028-02-29', 2_000, 'gold to 2029-12-31'],
    ])
  })
})

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

describe('whatever happens', () => {
  const RULES: readonly TierRules[] = [ROLLING, YEARLY, EVER].flatMap((rules) => [
    rules,
    { ...rules, graceDays: 0 },
    { ...rules, graceDays: 90, downgrade: 'by_growth' as const },
  ])

  test.each(RULES.map((rules, nth) => ({ nth, ...rules })))(
    'with $window, $graceDays days of grace and $downgrade nobody goes down inside grace, looking changes nothing, and what nobody looked at comes to the same',
    ({ nth, ...rules }) => {
      for (let seed = 1; seed <= 4; seed += 1) {
        const random = seededRandom(nth * 1_000 + seed)
        const upTo = (most: number) => Math.floor(random() * (most + 1))
        let seen = NEW_STANDING
        let unseen = NEW_STANDING
        let today = '2026-01-01'
        const orders: { on: string; yuan: number }[] = []
        for (let step = 0; step < 40; step += 1) {
          for (let day = upTo(25); day >= 0; day -= 1) {
            today = addDays(today, 1)
            const next = standingOn(seen, rules, today)
            expect(standingOn(next, rules, today)).toEqual(next)
            if (seen.grace && seen.grace.until >= today) expect(next.tier).toBe(seen.tier)
            seen = next
          }
          const [undone] = upTo(3) === 0 && orders.length > 0 ? orders.splice(upTo(orders.length - 1), 1) : []
          const yuan = undone ? -undone.yuan : upTo(1_500) + 1
          const on = undone?.on ?? addDays(today, -upTo(3))
          if (!undone) orders.push({ on, yuan })
          const change = {
            amountFen: yuan * 100,
            orders: undone ? -1 : 1,
            on,
            cause: undone ? 'refund' : 'order',
          } as const
          seen = withOrderGrowth(seen, rules, today, change)
          unseen = withOrderGrowth(unseen, rules, today, change)
          expect(unseen).toEqual(seen)
          expect(seen.lifetime).toEqual({
            growthFen: orders.reduce((sum, order) => sum + order.yuan * 100, 0),
            orders: orders.length,
          })
        }
      }
    },
  )
})
