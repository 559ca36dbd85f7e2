import { hasRoomForLimit, type Limits, limitsWith, limitUsed } from './limits'

const TODAY = '2026-03-10'
const NONE = { limits: {} }
const day = (date: string) => ({ name: 'orders-day', period: date })

/** So many limits of a period. */
const many = (count: number, period: string): Limits =>
  Object.fromEntries(Array.from({ length: count }, (_, nth) => [`l${nth}|${period}`, { period, count: 1 }]))

test('what is counted in a period is counted for that period alone', () => {
  let limits = limitsWith(NONE, day('2026-03-10'), 30, TODAY)
  limits = limitsWith({ limits }, day('2026-03-10'), 12, TODAY)
  limits = limitsWith({ limits }, { name: 'cup', period: '2026-03' }, 1, TODAY)
  expect(limitUsed({ limits }, day('2026-03-10'))).toBe(42)
  expect(limitUsed({ limits }, { name: 'cup', period: '2026-03' })).toBe(1)
  expect(limitUsed({ limits }, { name: 'cup', period: '2026-04' })).toBe(0)
})

test('an order of yesterday that is carried out today does not make today begin again', () => {
  const today = limitsWith(NONE, day('2026-03-10'), 30, TODAY)
  const limits = limitsWith({ limits: today }, day('2026-03-09'), 5, TODAY)
  expect(limitUsed({ limits }, day('2026-03-10'))).toBe(30)
  expect(limitUsed({ limits }, day('2026-03-09'))).toBe(5)
})

test.each([
  { counted: 3, add: -1, left: { 'orders-day|2026-03-10': { period: '2026-03-10', count: 2 } } },
  { counted: 3, add: -3, left: {} },
  { counted: 3, add: -9, left: {} },
])('of $counted given back $add there is $left', ({ counted, add, left }) => {
  const limits = limitsWith(NONE, day(TODAY), counted, TODAY)
  expect(limitsWith({ limits }, day(TODAY), add, TODAY)).toEqual(left)
})

test.each([
  { period: '2026-03-03', isKept: true },
  { period: '2026-03-02', isKept: false },
  { period: '2025-11-01/2025-12-10', isKept: true },
  { period: '2025-11-01/2025-12-09', isKept: false },
  { period: '2026-03', isKept: true },
  { period: '2026-02', isKept: false },
  { period: '2026', isKept: true },
  { period: '2025', isKept: false },
  { period: 'ever', isKept: true },
])('with the next count on 10 March that of $period is kept: $isKept', ({ period, isKept }) => {
  const limits = limitsWith({ limits: many(1, period) }, day(TODAY), 1, TODAY)
  expect(`l0|${period}` in limits).toBe(isKept)
})

test('a count a day for two years never takes more room than a week of them', () => {
  let limits: Limits = {}
  for (let nth = 0; nth < 730; nth += 1) {
    const date = new Date(Date.UTC(2026, 0, 1 + nth)).toISOString().slice(0, 10)
    limits = limitsWith({ limits }, day(date), 1, date)
    expect(limitUsed({ limits }, day(date))).toBe(1)
    expect(Object.keys(limits)).toHaveLength(Math.min(nth + 1, 8))
  }
})

test('beyond 256 the one that ended soonest gives way, and then the one that ends soonest; what never ends stays', () => {
  const full = { limits: { ...many(252, 'ever'), ...many(2, '2026-03-08'), ...many(2, '2026-03') } }
  const once = { limits: limitsWith(full, day(TODAY), 1, TODAY) }
  expect(Object.keys(once.limits)).toHaveLength(256)
  expect('l0|2026-03-08' in once.limits).toBe(false)
  expect('l1|2026-03-08' in once.limits).toBe(true)
  const crowded = { limits: { ...many(255, 'ever'), ...many(1, '2026-03') } }
  const after = limitsWith(crowded, day(TODAY), 1, TODAY)
  expect(Object.keys(after)).toHaveLength(256)
  expect('l0|2026-03' in after).toBe(false)
})

test.each([
  { limits: many(255, 'ever'), hasRoom: true },
  { limits: many(256, 'ever'), hasRoom: false },
  { limits: many(256, '2026-03-10'), hasRoom: false },
  { limits: many(256, '2026-03-09'), hasRoom: true },
  { limits: { ...many(255, 'ever'), 'cup|2026-03': { period: '2026-03', count: 2 } }, hasRoom: true },
])('there is room for a count of March: $hasRoom', ({ limits, hasRoom }) => {
  expect(hasRoomForLimit({ limits }, { name: 'cup', period: '2026-03' }, TODAY)).toBe(hasRoom)
})

test.each([0.5, Number.NaN, 2 ** 53])('%d cannot be counted', (add) => {
  expect(() => limitsWith(NONE, day(TODAY), add, TODAY)).toThrow('cannot be counted')
})
