import { type Growth, NO_SUMS } from './growth'
import {
  type Evidence,
  evidenceOf,
  evidenceWith,
  holdsUntil,
  keptUntil,
  lentUntil,
  type TierWindow,
  windowStartOf,
  withGrace,
} from './window'

/** One yuan and one order in each of these months. */
const growthIn = (...months: readonly string[]): Growth => ({
  months: Object.fromEntries(months.map((month) => [month, { growthFen: 100, orders: 1 }])),
  lifetime: { growthFen: 100 * months.length, orders: months.length },
})

test.each<[TierWindow, string, string | null, string | null, string]>([
  ['rolling_12_months', '2026-03-10', '2025-04-01', '2027-03-31', '2027-03-31'],
  ['rolling_12_months', '2026-12-31', '2026-01-01', '2027-12-31', '2027-12-31'],
  ['rolling_12_months', '2027-01-01', '2026-02-01', '2028-01-31', '2028-01-31'],
  ['rolling_12_months', '2027-02-28', '2026-03-01', '2028-02-29', '2028-02-29'],
  ['rolling_12_months', '2028-02-29', '2027-03-01', '2029-02-28', '2029-02-28'],
  ['calendar_year', '2026-01-01', '2026-01-01', '2027-12-31', '2026-12-31'],
  ['calendar_year', '2026-12-31', '2026-01-01', '2027-12-31', '2026-12-31'],
  ['calendar_year', '2028-02-29', '2028-01-01', '2029-12-31', '2028-12-31'],
  ['lifetime', '2028-02-29', null, null, '2029-02-28'],
])('%s of %s begins on %s; earned then a tier is kept until %s, lent until %s', (window, of, start, kept, lent) => {
  expect(windowStartOf(window, of)).toBe(start)
  expect(keptUntil(window, of)).toBe(kept)
  expect(lentUntil(window, of)).toBe(lent)
})

test.each<[TierWindow, string, number]>([
  ['rolling_12_months', '2026-03-31', 12],
  ['rolling_12_months', '2026-04-01', 12],
  ['rolling_12_months', '2026-05-01', 11],
  ['rolling_12_months', '2025-12-31', 9],
  ['calendar_year', '2026-01-01', 4],
  ['calendar_year', '2025-12-31', 9],
  ['calendar_year', '2027-01-01', 0],
  ['lifetime', '2027-01-01', 13],
])('%s of %s has %d orders of April to April', (window, of, orders) => {
  const months = Array.from({ length: 13 }, (_, nth) => new Date(Date.UTC(2025, 3 + nth)).toISOString().slice(0, 7))
  expect(evidenceOf(window, growthIn(...months), of)).toEqual({ of, growthFen: orders * 100, orders })
})

test.each<[TierWindow, string, string | null, boolean]>([
  ['calendar_year', '2025-12-31', null, false],
  ['calendar_year', '2026-01-01', null, true],
  ['calendar_year', '2026-12-31', null, true],
  ['calendar_year', '2027-01-01', null, false],
  ['calendar_year', '2027-01-30', '2027-01-30', true],
  ['calendar_year', '2027-01-31', '2027-01-30', false],
  ['calendar_year', '2026-12-31', '2026-04-01', true],
  ['rolling_12_months', '2025-03-31', null, false],
  ['rolling_12_months', '2025-04-01', null, true],
  ['rolling_12_months', '2026-03-31', null, true],
  ['rolling_12_months', '2026-04-01', null, false],
  ['rolling_12_months', '2026-04-30', '2026-04-30', true],
  ['lifetime', '2020-02-29', null, true],
  ['lifetime', '2030-01-01', null, true],
])('evidence of 10 March 2026 (%s) is changed by %s, in grace until %s: %s', (window, on, graceUntil, isChanged) => {
  const bare = { of: '2026-03-10', growthFen: 500, orders: 5 }
  const evidence = graceUntil === null ? bare : withGrace(bare, `${graceUntil.slice(0, 7)}-01`, graceUntil)
  const after = evidenceWith(window, evidence, { on, growthFen: 200, orders: 1 })
  expect(after).toMatchObject(isChanged ? { of: '2026-03-10', growthFen: 700, orders: 6 } : bare)
})

test('a refund takes of the days of grace no more than was bought in them, and two graces are one', () => {
  const year = { of: '2026-03-10', growthFen: 500, orders: 5 }
  const change = (evidence: Evidence, on: string, growthFen: number) =>
    evidenceWith('calendar_year', evidence, { on, growthFen, orders: Math.sign(growthFen) })
  const saved = change(withGrace(year, '2027-01-01', '2027-01-30'), '2027-01-10', 200)
  expect(saved).toMatchObject({ growthFen: 700, orders: 6, grace: { growthFen: 200, orders: 1 } })
  expect(change(saved, '2027-01-05', -300)).toMatchObject({ growthFen: 500, orders: 5, grace: { growthFen: 0 } })
  expect(change(saved, '2027-02-05', -300)).toEqual(saved)
  const again = withGrace(saved, '2027-02-01', '2027-02-28')
  expect(again.grace).toEqual({ from: '2027-01-01', until: '2027-02-28', growthFen: 200, orders: 1 })
  expect(change(again, '2027-01-10', -200)).toMatchObject({ growthFen: 500, orders: 5 })
})

test.each<[TierWindow, string, readonly string[], string | null]>([
  ['calendar_year', '2026-01-01', [], '2026-12-31'],
  ['calendar_year', '2026-12-31', ['2026-02'], '2026-12-31'],
  ['rolling_12_months', '2026-03-10', [], null],
  ['rolling_12_months', '2026-03-10', ['2026-03'], '2027-02-28'],
  ['rolling_12_months', '2026-03-10', ['2025-04', '2026-03'], '2026-03-31'],
  ['rolling_12_months', '2026-04-01', ['2025-04', '2026-03'], '2027-02-28'],
  ['rolling_12_months', '2027-03-01', ['2027-03'], '2028-02-29'],
  ['lifetime', '2026-03-10', ['2026-03'], null],
])('%s on %s with growth in %s: nothing falls out until %s', (window, today, months, until) => {
  expect(holdsUntil(window, growthIn(...months), today)).toBe(until)
})

test('what was never bought is no evidence of anything', () => {
  expect(evidenceOf('rolling_12_months', growthIn(), '2026-03-10')).toEqual({ of: '2026-03-10', ...NO_SUMS })
})
