import { type Growth, grown, NO_GROWTH, sumsBetween } from './growth'

const bought = (growth: Growth, on: string, growthFen: number, today: string, orders = 1) =>
  grown(growth, { on, growthFen, orders }, today)

test('what was bought is counted in the month of its day, and in all', () => {
  let growth = bought(NO_GROWTH, '2026-02-28', 100_00, '2026-02-28')
  growth = bought(growth, '2026-02-01', 50_00, '2026-03-01')
  growth = bought(growth, '2026-03-01', 1, '2026-03-01')
  expect(growth).toEqual({
    months: { '2026-02': { growthFen: 150_00, orders: 2 }, '2026-03': { growthFen: 1, orders: 1 } },
    lifetime: { growthFen: 150_01, orders: 3 },
  })
})

test('a refund is taken from the month in which the order was paid, whenever it comes', () => {
  const growth = bought(NO_GROWTH, '2026-02-28', 100_00, '2026-02-28')
  expect(bought(growth, '2026-02-28', -33_33, '2026-05-01', 0).months).toEqual({
    '2026-02': { growthFen: 66_67, orders: 1 },
  })
  expect(bought(growth, '2026-02-28', -100_00, '2026-05-01', -1)).toEqual(NO_GROWTH)
})

test.each([
  { today: '2027-02-28', kept: ['2026-02', '2026-03', '2027-02'] },
  { today: '2027-03-31', kept: ['2026-03', '2027-02', '2027-03'] },
  { today: '2027-04-01', kept: ['2027-02', '2027-04'] },
])('of $today on, months before the thirteen are forgotten and still count in all', ({ today, kept }) => {
  let growth = bought(NO_GROWTH, '2026-02-10', 1_00, '2026-02-10')
  growth = bought(growth, '2026-03-10', 2_00, '2026-03-10')
  growth = bought(growth, '2027-02-10', 4_00, '2027-02-10')
  growth = bought(growth, today, 8_00, today)
  expect(Object.keys(growth.months).sort()).toEqual(kept)
  expect(growth.lifetime).toEqual({ growthFen: 15_00, orders: 4 })
})

test('an order of long ago counts in all and in no month; its refund takes it back', () => {
  const growth = bought(NO_GROWTH, '2024-02-29', 9_00, '2026-03-10')
  expect(growth).toEqual({ months: {}, lifetime: { growthFen: 9_00, orders: 1 } })
  expect(bought(growth, '2024-02-29', -9_00, '2026-03-11', -1)).toEqual(NO_GROWTH)
})

test('growth never goes below zero', () => {
  expect(bought(NO_GROWTH, '2026-03-10', -1, '2026-03-10', -1)).toEqual(NO_GROWTH)
})

test('a thousand orders over five years never take more than thirteen months', () => {
  let growth = NO_GROWTH
  let sum = 0
  for (let nth = 0; nth < 1_000; nth += 1) {
    const on = new Date(Date.UTC(2024, 0, 1 + nth * 2)).toISOString().slice(0, 10)
    growth = bought(growth, on, nth, on)
    sum += nth
    expect(Object.keys(growth.months).length).toBeLessThanOrEqual(13)
  }
  expect(growth.lifetime).toEqual({ growthFen: sum, orders: 1_000 })
})

test('sums are of the months from one to another', () => {
  const growth = ['2026-01', '2026-02', '2026-03'].reduce<Growth>(
    (before, month) => bought(before, `${month}-15`, 1_00, '2026-03-31'),
    NO_GROWTH,
  )
  expect(sumsBetween(growth, '2026-02', '2026-03')).toEqual({ growthFen: 2_00, orders: 2 })
  expect(sumsBetween(growth, '2026-04', '2026-12')).toEqual({ growthFen: 0, orders: 0 })
})
