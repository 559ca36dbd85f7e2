import { type ExpiryPolicy, expiresOn } from './expiry-policy'

test.each<[string, ExpiryPolicy, string]>([
  ['2026-03-10', { kind: 'end_of_year', yearsAfter: 0 }, '2026-12-31'],
  ['2026-12-31', { kind: 'end_of_year', yearsAfter: 1 }, '2027-12-31'],
  ['2026-01-31', { kind: 'end_of_month', monthsAfter: 1 }, '2026-02-28'],
  ['2027-11-30', { kind: 'end_of_month', monthsAfter: 3 }, '2028-02-29'],
  ['2026-03-10', { kind: 'end_of_month', monthsAfter: 0 }, '2026-03-31'],
  ['2026-12-15', { kind: 'end_of_month', monthsAfter: 12 }, '2027-12-31'],
  ['2026-03-10', { kind: 'days', days: 365 }, '2027-03-10'],
  ['2027-03-10', { kind: 'days', days: 365 }, '2028-03-09'],
  ['2026-03-10', { kind: 'fixed_date', monthDay: '06-30' }, '2026-06-30'],
  ['2026-06-30', { kind: 'fixed_date', monthDay: '06-30' }, '2027-06-30'],
  ['2026-07-01', { kind: 'fixed_date', monthDay: '06-30' }, '2027-06-30'],
])('points of %s by %j end on %s', (earnedOn, policy, day) => expect(expiresOn(earnedOn, policy)).toBe(day))
