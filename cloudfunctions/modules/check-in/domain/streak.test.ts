import { addDays, businessDateOf } from '../../../kernel/business-date'
import { Refusal } from '../../../kernel/refusal'
import { seededRandom } from '../../../kernel/seeded-random'
import { type CheckInDays, checkIn, daysInMonthOf, isCheckedIn, makeUp, NO_DAYS, streakDaysOn } from './streak'

/** Streak by looking at a plain set of days. */
function streakOf(days: ReadonlySet<string>, today: string): number {
  let day = days.has(today) ? today : addDays(today, -1)
  let length = 0
  for (; days.has(day); day = addDays(day, -1)) length += 1
  return length
}

test.each([1, 2, 3, 4, 5])(
  'over three years of check-ins and make-ups, runs equal a plain set of days (seed %i)',
  (seed) => {
    const random = seededRandom(seed)
    const set = new Set<string>()
    let days: CheckInDays = NO_DAYS
    for (let day = 0; day < 1_100; day += 1) {
      const today = businessDateOf(Date.UTC(2026, 0, 15) + day * 86_400_000)
      if (random() < 0.85) {
        const added = checkIn(days, today)
        if (added instanceof Refusal) throw new Error('refused')
        days = added.days
        set.add(today)
        expect(added.streakDays).toBe(streakOf(set, today))
      }
      if (random() < 0.3) {
        const date = addDays(today, -1 - Math.floor(random() * 12))
        const added = makeUp(days, { date, today, joinedOn: '2026-01-15', quota: 31 })
        const isMissed = date.slice(0, 7) === today.slice(0, 7) && date >= '2026-01-15' && !set.has(date)
        expect(added instanceof Refusal).toBe(!isMissed)
        if (!(added instanceof Refusal)) {
          days = added.days
          set.add(date)
        }
      }
      expect(streakDaysOn(days, today)).toBe(streakOf(set, today))
      expect(isCheckedIn(days, today)).toBe(set.has(today))
      expect(daysInMonthOf(days, today)).toEqual(
        [...set].filter((date) => date.slice(0, 7) === today.slice(0, 7)).sort(),
      )
      expect(days.runs.length).toBeLessThanOrEqual(17)
    }
  },
)

test('a day of a month whose runs are forgotten is not checked in or made up again, however late it is gone on with', () => {
  const after = (days: CheckInDays, date: string) => {
    const added = checkIn(days, date)
    if (added instanceof Refusal) throw new Error(added.code)
    return added.days
  }
  const codeOf = (added: unknown) => (added instanceof Refusal ? added.code : 'added')
  const asked = { today: '2026-01-31', joinedOn: '2026-01-01', quota: 9 }
  const january = after(NO_DAYS, '2026-01-25')
  expect(codeOf(checkIn(january, '2026-01-31'))).toBe('added')
  const february = after(january, '2026-02-01')
  expect(february.runs).toHaveLength(1)
  for (const date of ['2026-01-25', '2026-01-30']) {
    expect(codeOf(checkIn(february, date))).toBe('already_checked_in')
    expect(codeOf(makeUp(february, { ...asked, date }))).toBe('nothing_to_make_up')
  }
  expect(codeOf(checkIn(february, '2026-01-31'))).toBe('added')
})

test("a month's last day that is gone on with in the next joins the run before it", () => {
  const asked = { date: '2026-01-30', today: '2026-01-31', joinedOn: '2026-01-01', quota: 9 }
  const added = makeUp(NO_DAYS, asked)
  if (added instanceof Refusal) throw new Error(added.code)
  const february = checkIn(added.days, '2026-02-04')
  if (february instanceof Refusal) throw new Error(february.code)
  expect(checkIn(february.days, '2026-01-31')).toMatchObject({ streakDays: 2, position: 2 })
})
