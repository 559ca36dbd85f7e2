import { daysText, stateText } from './campaigns.shared'

const at = (moment: string) => Date.parse(`${moment}+08:00`)

test.each([
  ['2026-04-01T00:00', '2026-05-01T00:00', '4月1日 至 4月30日'],
  ['2026-04-01T00:00', '2026-04-02T00:00', '4月1日'],
  ['2026-12-30T00:00', '2027-01-02T00:00', '12月30日 至 2027年1月1日'],
  ['2026-04-01T09:00', '2026-04-01T18:00', '4月1日'],
])('from %s until %s is %s', (from, until, text) => {
  expect(daysText({ fromMs: at(from), untilMs: at(until) }, '2026-03-10')).toBe(text)
})

test('a draft without dates says so', () => {
  expect(daysText({ fromMs: null, untilMs: null }, '2026-03-10')).toBe('还没有写日期')
  expect(stateText({ state: 'draft' })).toBe('草稿')
})
