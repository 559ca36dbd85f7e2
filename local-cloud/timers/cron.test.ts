import { nextFiring, parseCron } from './cron'

const shanghai = (text: string) => Date.parse(`${text}+08:00`)
const next = (expression: string, after: string) => {
  const ms = nextFiring(parseCron(expression), shanghai(after))
  return ms === null ? null : new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)
}

test.each([
  ['every minute', '0 * * * * * *', '2026-11-22T10:00:30', '2026-11-22T10:01:00'],
  ['strictly after', '0 * * * * * *', '2026-11-22T10:01:00', '2026-11-22T10:02:00'],
  ['every five seconds', '*/5 * * * * * *', '2026-11-22T10:00:58', '2026-11-22T10:01:00'],
  ['two in the morning on the first', '0 0 2 1 * * *', '2026-11-22T00:00:00', '2026-12-01T02:00:00'],
  ['midnight in Shanghai, not in Greenwich', '0 0 0 * * * *', '2026-11-22T07:00:00', '2026-11-23T00:00:00'],
  ['a list in any order', '0 30,10 9 * * * *', '2026-11-22T09:10:00', '2026-11-22T09:30:00'],
  ['a range of weekdays', '0 0 9 * * MON-FRI *', '2026-11-21T08:00:00', '2026-11-23T09:00:00'],
  ['day or weekday', '0 0 0 15 * 1 *', '2026-11-22T00:00:00', '2026-11-23T00:00:00'],
  ['day or weekday, the day first', '0 0 0 24 * 5 *', '2026-11-23T00:00:00', '2026-11-24T00:00:00'],
  ['a month by name', '0 0 0 1 MAR * *', '2026-11-22T00:00:00', '2027-03-01T00:00:00'],
  ['29 February', '0 0 0 29 2 * *', '2026-11-22T00:00:00', '2028-02-29T00:00:00'],
  ['the last second of the year', '59 59 23 31 12 * *', '2026-11-22T00:00:00', '2026-12-31T23:59:59'],
  ['a year', '0 0 0 1 1 * 2030', '2026-11-22T00:00:00', '2030-01-01T00:00:00'],
  ['never again', '0 0 0 1 1 * 2020', '2026-11-22T00:00:00', null],
])('%s', (_name, expression, after, expected) => {
  expect(next(expression, after)).toBe(expected)
})

test.each([
  '* * * * *',
  '60 * * * * * *',
  '0 0 24 * * * *',
  '0 0 0 0 * * *',
  '0 0 0 * * 7 *',
  'a * * * * * *',
  '5-1 * * * * * *',
  '*/0 * * * * * *',
])('"%s" is refused', (expression) => {
  expect(() => parseCron(expression)).toThrow()
})
