import { lookUpIdOf, stateOf, WAITS_MS } from './look-up'

const asked = { storeId: 's-1', staffId: 'clerk', phoneTail: 'tail', atMs: 0 }

test('the same question within ten minutes is one look-up; any other is another', () => {
  const id = lookUpIdOf(asked)
  expect(id).toMatch(/^[0-9a-f]{32}$/)
  expect(lookUpIdOf({ ...asked, atMs: WAITS_MS - 1 })).toBe(id)
  const others = [{ atMs: WAITS_MS }, { storeId: 's-2' }, { staffId: 'other' }, { phoneTail: 'other' }]
  expect(new Set([id, ...others.map((other) => lookUpIdOf({ ...asked, ...other }))]).size).toBe(5)
})

test.each([
  ['unanswered, just before it ends', null, 999, 'waiting'],
  ['unanswered, when it ends', null, 1_000, 'expired'],
  ['confirmed just now', 900, 900, 'confirmed'],
  ['confirmed, though it would have ended since', 900, 2_000, 'confirmed'],
  ['confirmed almost ten minutes ago', 900, 900 + WAITS_MS - 1, 'confirmed'],
  ['confirmed ten minutes ago', 900, 900 + WAITS_MS, 'expired'],
])('a look-up that is %s is in its state', (_, confirmedAtMs, nowMs, state) => {
  expect(stateOf({ expiresAtMs: 1_000, confirmedAtMs }, nowMs)).toBe(state)
})
