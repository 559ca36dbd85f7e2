import {
  addDays,
  addMonths,
  businessDateOf,
  daysBetween,
  isBusinessDate,
  lastDayOf,
  startOfDateMs,
} from './business-date'

test.each([
  ['2026-03-10T23:59:59.999+08:00', '2026-03-10'],
  ['2026-03-11T00:00:00.000+08:00', '2026-03-11'],
  ['2026-12-31T16:00:00.000Z', '2027-01-01'],
  ['2028-02-28T16:00:00.000Z', '2028-02-29'],
  ['2028-02-29T15:59:59.999Z', '2028-02-29'],
  // New York changes its clocks on this night; Shanghai does not.
  ['2026-03-08T06:59:59.000Z', '2026-03-08'],
])('%s is %s in the shop, whatever the zone of the machine', (moment, date) => {
  expect(businessDateOf(Date.parse(moment))).toBe(date)
})

test('a date begins at its own midnight, every day for ten years', () => {
  let date = '2024-01-01'
  for (let day = 0; day < 3_653; day += 1) {
    expect(businessDateOf(startOfDateMs(date))).toBe(date)
    expect(businessDateOf(startOfDateMs(date) - 1)).toBe(addDays(date, -1))
    expect(daysBetween('2024-01-01', date)).toBe(day)
    date = addDays(date, 1)
  }
  expect(date).toBe('2034-01-01')
})

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2028-02-29', -12, '2027-02-28'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-12-31', 1, '2027-01-31'],
  ['2026-01-01', -1, '2025-12-01'],
  ['2026-03-10', 0, '2026-03-10'],
  ['2026-03-10', 120, '2036-03-10'],
])('%s and %i months is %s', (date, months, later) => expect(addMonths(date, months)).toBe(later))

test.each([
  ['2026-02', '2026-02-28'],
  ['2028-02', '2028-02-29'],
  ['2026-04', '2026-04-30'],
  ['2026-12', '2026-12-31'],
])('%s ends on %s', (month, date) => expect(lastDayOf(month)).toBe(date))

test.each([
  ['2026-02-28', true],
  ['2026-02-29', false],
  ['2028-02-29', true],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-3-1', false],
  ['2026-03-10T00:00', false],
  ['', false],
])('whether %j is a day: %s', (text, is) => expect(isBusinessDate(text)).toBe(is))
