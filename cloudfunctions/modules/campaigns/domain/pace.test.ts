import { type BreakerTerms, type Flow, givenLastHour, largestWith, paceOf, samplesFor } from './pace'

const TERMS: BreakerTerms = {
  daySlowPercent: 100,
  dayStopPercent: 200,
  hourSlowPercent: 50,
  hourStopPercent: 100,
  storePercent: 70,
  memberPercent: 50,
  refundSlowPercent: 30,
  refundStopPercent: 60,
}
const FORECAST = 1_000

const NOTHING: Flow = { today: 0, lastHour: 0, largestStoreToday: 0, members: [], takenBackToday: 0 }

test.each<[string, Partial<Flow>, string, string | null]>([
  ['nothing given', {}, 'normal', null],
  ['a day that is nearly over the forecast', { today: 999 }, 'normal', null],
  ['a day at the forecast', { today: 1_000 }, 'slow', 'day'],
  ['a day just below twice the forecast', { today: 1_999 }, 'slow', 'day'],
  ['a day at twice the forecast', { today: 2_000 }, 'stop', 'day'],
  ['an hour just below half a day', { today: 499, lastHour: 499 }, 'normal', null],
  ['an hour of half a day', { today: 500, lastHour: 500 }, 'slow', 'hour'],
  ['an hour of nearly a whole day', { today: 999, lastHour: 999 }, 'slow', 'hour'],
  ['an hour of a whole day, which is harder than the day', { today: 1_000, lastHour: 1_000 }, 'stop', 'hour'],
  ['an hour that began yesterday', { today: 10, lastHour: 1_000 }, 'stop', 'hour'],
  ['one store with nearly all of half a day', { today: 500, largestStoreToday: 350 }, 'slow', 'store'],
  ['one store with less', { today: 500, largestStoreToday: 349 }, 'normal', null],
  ['refunds just below a third of a day', { today: 900, takenBackToday: 299 }, 'normal', null],
  ['refunds of a third of a day', { today: 900, takenBackToday: 300 }, 'slow', 'refunds'],
  ['refunds just below two thirds of a day', { takenBackToday: 599 }, 'slow', 'refunds'],
  ['refunds of two thirds of a day, whichever day they are of', { takenBackToday: 600 }, 'stop', 'refunds'],
  ['the same on a day that gave more', { today: 1_999, takenBackToday: 600 }, 'slow', 'day'],
  ['much of it back within a good hour', { today: 500, lastHour: 500, takenBackToday: 600 }, 'stop', 'refunds'],
  ['one store with all of a quiet morning', { today: 499, largestStoreToday: 499 }, 'normal', null],
])('%s: the pace is %s', (_, given, pace, why) => {
  expect(paceOf({ ...NOTHING, ...given }, FORECAST, TERMS)).toEqual({ pace, why, waiting: [] })
})

const MINUTE = 60_000

test('an hour goes back to the newest look that is an hour old, and what was given then is no more of it', () => {
  const samples = [0, 10, 30, 59].map((minute) => ({ atMs: minute * MINUTE, given: minute }))
  const at = (minute: number, given: number) => givenLastHour(samples, { atMs: minute * MINUTE, given })
  expect(at(59, 100)).toBe(100)
  expect(at(60, 100)).toBe(100)
  expect(at(70, 100)).toBe(90)
  expect(at(89, 100)).toBe(90)
  expect(at(90, 100)).toBe(70)
  expect(samplesFor(samples, 90 * MINUTE).map(({ given }) => given)).toEqual([30, 59])
})

test('what refunds gave back makes an hour no less than nothing', () => {
  expect(givenLastHour([{ atMs: 0, given: 50 }], { atMs: MINUTE, given: 20 })).toBe(0)
  expect(givenLastHour([], { atMs: MINUTE, given: 20 })).toBe(0)
})

const had = (member: string, points: number) => ({ member, points })

test.each<[string, Partial<Flow>, string, string | null, readonly string[]]>([
  ['with half of half a day', { today: 500, members: [had('m', 250), had('n', 249)] }, 'slow', 'member', ['m']],
  ['with less', { today: 500, members: [had('m', 249)] }, 'normal', null, []],
  ['with all of a quiet morning', { today: 499, members: [had('m', 499)] }, 'normal', null, []],
  [
    'and another with the other half',
    { today: 500, members: [had('m', 250), had('n', 250)] },
    'slow',
    'member',
    ['m', 'n'],
  ],
  ['of a day that is over the forecast', { today: 1_000, members: [had('m', 500)] }, 'slow', 'day', ['m']],
  ['once the others have had theirs', { today: 999, members: [had('m', 499)] }, 'normal', null, []],
])('one member %s: the pace is as it is, and who has so much waits', (_, given, pace, why, waiting) => {
  expect(paceOf({ ...NOTHING, ...given }, FORECAST, TERMS)).toEqual({ pace, why, waiting })
})

test('of a day the ten largest are known, each with the most that was seen', () => {
  const first = largestWith(
    [],
    Array.from({ length: 12 }, (_, nth) => had(`m${nth}`, nth)),
  )
  expect(first.map(({ points }) => points)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2])
  expect(largestWith(first, [had('m11', 5), had('new', 10)]).slice(0, 3)).toEqual([
    had('m11', 11),
    had('m10', 10),
    had('new', 10),
  ])
})
