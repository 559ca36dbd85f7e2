import { clockText, everyMinute, everySecond, leftOf, leftText, wayTo } from './countdown'

const RECEIVED = 1_700_000_000_000
const HOUR_MS = 3_600_000

describe('the way to a moment of the shop', () => {
  test.each([
    ['agrees', 0],
    ['is a day behind', -24 * HOUR_MS],
    ['is hours ahead', 5 * HOUR_MS],
  ])('is as long on a phone whose clock %s', (_, offMs) => {
    const receivedAtMs = RECEIVED + offMs
    const life = wayTo(RECEIVED + HOUR_MS, { nowMs: RECEIVED, receivedAtMs })
    expect(leftOf(life, receivedAtMs)).toEqual({ leftMs: HOUR_MS, seconds: 3_600, share: 1 })
    expect(leftOf(life, receivedAtMs + HOUR_MS - 1)).toMatchObject({ seconds: 1 })
    expect(leftOf(life, receivedAtMs + HOUR_MS)).toEqual({ leftMs: 0, seconds: 0, share: 0 })
  })

  test('has an end when the moment is past already', () => {
    const life = wayTo(RECEIVED - 1, { nowMs: RECEIVED, receivedAtMs: RECEIVED })
    expect(leftOf(life, RECEIVED)).toEqual({ leftMs: 0, seconds: 0, share: 0 })
  })
})

test.each([
  [0, '00:00:00'],
  [59, '00:00:59'],
  [7_989, '02:13:09'],
  [86_399, '23:59:59'],
  [86_400, '1 天 00:00:00'],
  [266_589, '3 天 02:03:09'],
])('%i seconds are shown as %s', (seconds, text) => expect(clockText(seconds)).toBe(text))

test.each([
  [0, '00:00'],
  [1, '00:01'],
  [59_999, '01:00'],
  [61_000, '01:01'],
  [3_599_000, '59:59'],
  [3_600_000, '1 小时 00 分'],
  [86_399_000, '23 小时 59 分'],
  [86_400_000, '1 天 0 小时'],
  [3 * 86_400_000 + 7_200_000, '3 天 2 小时'],
  [-5, '00:00'],
])('%i ms left are said as %s', (leftMs, text) => {
  expect(leftText(leftMs)).toBe(text)
})

test.each([
  [1_000, 1_000, 1_000],
  [999, 999, 999],
  [3_600_000, 1_000, 1_000],
  [3_600_001, 1, 1],
  [3_659_250, 250, 59_250],
  [7_200_000, 1_000, 60_000],
])(
  'with %i ms left seconds change in %i ms, and what is said in minutes until the last hour in %i',
  (left, second, minute) => {
    expect([everySecond(left), everyMinute(left)]).toEqual([second, minute])
  },
)
