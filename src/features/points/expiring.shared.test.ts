import { byExpiry } from './expiring.shared'

test('lots of one day are one line, and those within 30 days are marked', () => {
  const lots = [
    { points: 5, expiresOn: '2026-12-23' },
    { points: 7, expiresOn: '2026-12-23' },
    { points: 20, expiresOn: '2026-12-24' },
  ]
  expect(byExpiry(lots, '2026-11-23')).toEqual([
    { expiresOn: '2026-12-23', points: 12, isSoon: true },
    { expiresOn: '2026-12-24', points: 20, isSoon: false },
  ])
})
