import { changesOf, EVER, type Happening, LADDER, lived, ROLLING, YEARLY } from '../../../../test/kit/standings'
import { addDays } from '../../../kernel/business-date'
import { reachedBetween, withOrderGrowth } from './earning'
import { NEW_STANDING, type Standing, standingOn, type TierRules } from './standing'

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
