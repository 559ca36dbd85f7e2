import { type BreakerTerms, type Flow, givenLastHour, paceOf, samplesFor } from './pace'

const TERMS: BreakerTerms = {
  daySlowPercent: 100,
  dayStopPercent: 200,
  hourSlowPercent: 50,
  hourStopPercent: 100,
  storePercent: 70,
}
const FORECAST = 1_000

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
  ['one store with all of a quiet morning', { today: 499, largestStoreToday: 499 }, 'normal', null],
])('%s: the pace is %s', (_, given, pace, why) => {
  const flow = { today: 0, lastHour: 0, largestStoreToday: 0, ...given }
  expect(paceOf(flow, FORECAST, TERMS)).toEqual({ pace, why })
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
