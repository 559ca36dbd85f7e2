import { monthOf, type Status, weekOf } from './days.shared'
import { nextPrizeOf, stepsOf } from './ladder.shared'

const status = (changes: Partial<Status> = {}): Status => ({
  today: '2026-12-02',
  isCheckedIn: false,
  streakDays: 3,
  month: ['2026-12-01'],
  ladder: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, points: 5 + day })),
  prizes: [
    { streakDays: 7, points: 20 },
    { streakDays: 30, points: 100 },
  ],
  step: 4,
  todayPoints: 9,
  makeUpLeft: 1,
  makeUpDates: [],
  ...changes,
})

const states = (days: readonly { dayOfMonth: number; state: string }[]) =>
  days.map(({ dayOfMonth, state }) => `${dayOfMonth} ${state}`)

describe('the week', () => {
  test('runs from Monday to Sunday, and the streak fills the days of last month', () => {
    expect(states(weekOf(status()))).toEqual([
      '30 done',
      '1 done',
      '2 open',
      '3 ahead',
      '4 ahead',
      '5 ahead',
      '6 ahead',
    ])
  })

  test('today is done once it is checked in', () => {
    const days = weekOf(status({ isCheckedIn: true, streakDays: 4, month: ['2026-12-01', '2026-12-02'] }))
    expect(states(days).slice(0, 3)).toEqual(['30 done', '1 done', '2 done'])
    expect(days.map(({ isToday }) => isToday)).toEqual([false, false, true, false, false, false, false])
  })

  test('a Sunday is the last day of its week', () => {
    expect(weekOf(status({ today: '2026-12-06' }))[6]).toMatchObject({ date: '2026-12-06', isToday: true })
  })

  test('a broken streak leaves missed days plain', () => {
    expect(states(weekOf(status({ streakDays: 0, month: [] }))).slice(0, 3)).toEqual([
      '30 missed',
      '1 missed',
      '2 open',
    ])
  })
})

describe('the month', () => {
  test('begins under its weekday and has all its days', () => {
    const { blanks, days } = monthOf(status())
    expect([blanks, days.length, days.at(-1)?.date]).toEqual([1, 31, '2026-12-31'])
  })

  test('29 February is there in a leap year', () => {
    expect(monthOf(status({ today: '2028-02-10', month: [] })).days.at(-1)?.date).toBe('2028-02-29')
  })

  test('a missed day can be made up only while the quota lasts', () => {
    const missed = { today: '2026-12-04', streakDays: 0, month: [], makeUpDates: ['2026-12-03'] }
    const canMakeUp = (makeUpLeft: number) =>
      monthOf(status({ ...missed, makeUpLeft }))
        .days.filter((day) => day.canMakeUp)
        .map(({ date }) => date)
    expect([canMakeUp(1), canMakeUp(0)]).toEqual([['2026-12-03'], []])
  })
})

describe('the ladder', () => {
  test('steps before today are done, today is next, the prize stands on its day', () => {
    expect(stepsOf(status()).map(({ state, prize }) => [state, prize])).toEqual([
      ['done', 0],
      ['done', 0],
      ['done', 0],
      ['next', 0],
      ['ahead', 0],
      ['ahead', 0],
      ['ahead', 20],
    ])
  })

  test('in a later lap the prize of the first lap is gone, and the 30th day of the streak has its own', () => {
    const lap = stepsOf(status({ streakDays: 28, step: 1 }))
    expect(lap.map(({ prize }) => prize)).toEqual([0, 100, 0, 0, 0, 0, 0])
  })

  test('the next prize says how many check-ins are missing', () => {
    expect(nextPrizeOf(status())).toEqual({ points: 20, atStreakDays: 7, daysLeft: 4, percent: 43 })
    expect(nextPrizeOf(status({ streakDays: 7 }))).toMatchObject({ points: 100, daysLeft: 23 })
    expect(nextPrizeOf(status({ streakDays: 30 }))).toBeNull()
  })
})
