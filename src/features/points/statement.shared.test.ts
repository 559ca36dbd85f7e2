import { byDay, type Entry } from './statement.shared'

const entry = (seq: number, at: string, kind: Entry['kind'] = 'accrual'): Entry => ({
  seq,
  kind,
  points: 5,
  atMs: Date.parse(`${at}+08:00`),
  title: '签到',
  balance: 5,
})

test('entries stand under the day they fell on, in the order they came', () => {
  const days = byDay(
    [entry(3, '2026-11-23T09:00:00'), entry(2, '2026-11-23T00:00:00'), entry(1, '2026-11-22T23:59:59')],
    '2026-11-23',
  )
  expect(days.map(({ text, entries }) => [text, entries.map(({ seq, time }) => `${seq} ${time}`)])).toEqual([
    ['今天', ['3 09:00', '2 00:00']],
    ['昨天', ['1 23:59']],
  ])
})

test('a phone whose clock is behind shows no entry of tomorrow', () => {
  const [newest, older] = byDay([entry(2, '2026-11-24T09:00:00'), entry(1, '2026-11-23T09:00:00')], '2026-11-23')
  expect([newest?.text, older?.text]).toEqual(['今天', '昨天'])
})

test('a kind has its picture', () => {
  const [day] = byDay(
    [entry(2, '2026-11-23T09:00:00', 'redemption'), entry(1, '2026-11-23T08:00:00', 'expiry')],
    '2026-11-23',
  )
  expect(day?.entries.map(({ icon }) => icon)).toEqual(['gift', 'clock'])
})

test('no entries are no days', () => {
  expect(byDay([], '2026-11-23')).toEqual([])
})
