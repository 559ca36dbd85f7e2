import { endsAfterReturn, lastDateOf, placeIn, type Validity, windowOf } from './validity'

const at = (moment: string) => Date.parse(moment)

test.each<[string, Validity, string, string, string]>([
  // validity, issued, last moment that counts, first that does not
  [
    'until 31 December',
    { fromDate: '2026-12-01', untilDate: '2026-12-31' },
    '2026-11-05T08:00:00+08:00',
    '2026-12-31T23:59:59.999+08:00',
    '2027-01-01T00:00:00+08:00',
  ],
  [
    'seven days',
    { days: 7 },
    '2026-03-10T00:00:00+08:00',
    '2026-03-17T23:59:59.999+08:00',
    '2026-03-18T00:00:00+08:00',
  ],
  [
    'seven days, issued in the last second of a day',
    { days: 7 },
    '2026-03-10T23:59:59+08:00',
    '2026-03-17T23:59:59.999+08:00',
    '2026-03-18T00:00:00+08:00',
  ],
  [
    'one day over a leap day',
    { days: 1 },
    '2028-02-28T12:00:00+08:00',
    '2028-02-29T23:59:59.999+08:00',
    '2028-03-01T00:00:00+08:00',
  ],
])('%s: the last second of the last day counts, the next does not', (_, validity, issued, last, first) => {
  const window = windowOf(validity, at(issued))
  expect(placeIn(window, at(last))).toBe('within')
  expect(placeIn(window, at(first))).toBe('over')
  expect(lastDateOf(window)).toBe(last.slice(0, 10))
})

test('fixed dates begin at midnight in Shanghai, days with the day of issue', () => {
  const fixed = windowOf({ fromDate: '2026-12-01', untilDate: '2026-12-31' }, at('2026-11-05T08:00:00+08:00'))
  expect(placeIn(fixed, at('2026-11-30T23:59:59.999+08:00'))).toBe('early')
  expect(placeIn(fixed, at('2026-12-01T00:00:00+08:00'))).toBe('within')
  const issuedAtMs = at('2026-03-10T10:00:00+08:00')
  const days = windowOf({ days: 1 }, issuedAtMs)
  expect(placeIn(days, at('2026-03-10T00:00:00+08:00'))).toBe('within')
  expect(placeIn(days, at('2026-03-09T23:59:59.999+08:00'))).toBe('early')
})

test.each([
  ['not ended: it ends as before', '2026-03-17T23:59:59+08:00', 3, '2026-03-18T00:00:00+08:00'],
  ['ended: three days from then', '2026-03-18T00:00:00+08:00', 3, '2026-03-22T00:00:00+08:00'],
  ['ended long ago', '2026-05-01T12:00:00+08:00', 1, '2026-05-03T00:00:00+08:00'],
])('what comes back and has %s', (_, moment, graceDays, ends) => {
  const endsAtMs = at('2026-03-18T00:00:00+08:00')
  expect(endsAfterReturn({ endsAtMs }, at(moment), graceDays)).toBe(at(ends))
})

test('what has ended does not come back where no days are given to it, and else it does', () => {
  const endsAtMs = at('2026-03-18T00:00:00+08:00')
  expect(endsAfterReturn({ endsAtMs }, endsAtMs, 0)).toBeNull()
  expect(endsAfterReturn({ endsAtMs }, endsAtMs - 1, 0)).toBe(endsAtMs)
})
