import { dayText } from './day.shared'

test.each([
  ['2026-11-23T23:59:59+08:00', '2026年11月23日 周一'],
  ['2026-11-24T00:00:00+08:00', '2026年11月24日 周二'],
  ['2027-12-31T16:00:00Z', '2028年1月1日 周六'],
])('%s is %s in the shop', (moment, text) => {
  expect(dayText(Date.parse(moment))).toBe(text)
})
