import { canonicalJson } from '../../kernel/canonical-json'
import { NEW_STANDING, type Standing } from './domain/standing'
import { roomWith, storedStanding } from './room'

/** Each part as large as it can be: a billion yuan a month, ids of sixteen characters, all changes kept. */
const FULLEST: Standing = {
  months: Object.fromEntries(
    Array.from({ length: 13 }, (_, nth) => [
      new Date(Date.UTC(2026, nth)).toISOString().slice(0, 7),
      { growthFen: 100_000_000_000, orders: 10_000 },
    ]),
  ),
  lifetime: { growthFen: 9_000_000_000_000, orders: 9_000_000 },
  tier: 'x'.repeat(16),
  since: '2026-03-10',
  keepUntil: '2027-03-31',
  grace: { until: '2027-04-30', cause: 'review' },
  basis: { of: '2026-03-10', growthFen: 1_000_000_000_000, orders: 100_000 },
  changes: Array.from({ length: 12 }, () => ({
    from: 'x'.repeat(16),
    to: 'y'.repeat(16),
    on: '2026-03-10',
    cause: 'review' as const,
  })),
}

test('the room of a standing takes 2 KB at its fullest', () => {
  const bytes = Buffer.byteLength(canonicalJson(roomWith(FULLEST)))
  expect(bytes).toBeGreaterThan(1_800)
  expect(bytes).toBeLessThanOrEqual(2_048)
})

test('what is put into an account comes out of it', () => {
  for (const standing of [FULLEST, NEW_STANDING])
    expect(storedStanding({ rooms: roomWith(standing) })).toEqual(standing)
  expect(storedStanding({ rooms: { 'check-in': {} } })).toEqual(NEW_STANDING)
})

test('a room that a hand has made unreadable stops loudly', () => {
  const { tiers } = roomWith(FULLEST)
  for (const changed of [{ tier: 5 }, { months: { '2026-03': 7 } }, { grace: { until: 'soon', cause: 'review' } }]) {
    const room = { ...(tiers as Record<string, never>), ...changed }
    expect(() => storedStanding({ rooms: { tiers: room } })).toThrow()
  }
})
