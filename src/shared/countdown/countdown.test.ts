import { clockText, leftOf, wayTo } from './countdown'

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
    expect(leftOf(life, receivedAtMs)).toEqual({ seconds: 3_600, share: 1 })
    expect(leftOf(life, receivedAtMs + HOUR_MS - 1)).toMatchObject({ seconds: 1 })
    expect(leftOf(life, receivedAtMs + HOUR_MS)).toEqual({ seconds: 0, share: 0 })
  })

  test('has an end when the moment is past already', () => {
    const life = wayTo(RECEIVED - 1, { nowMs: RECEIVED, receivedAtMs: RECEIVED })
    expect(leftOf(life, RECEIVED)).toEqual({ seconds: 0, share: 0 })
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
