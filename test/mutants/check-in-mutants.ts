import type { Mutant } from './mutant'

const STREAK = 'cloudfunctions/modules/check-in/domain/streak.ts'

export const checkInMutants: readonly Mutant[] = [
  {
    guard: 'day-once',
    file: STREAK,
    from: "if (isCheckedIn(days, today)) return refuse('already_checked_in')",
    to: '',
    tests: ['check-in/check-in.test'],
  },
  {
    guard: 'day-not-forgotten',
    file: STREAK,
    from: "if (isForgotten(days, today)) return refuse('already_checked_in')",
    to: '',
    tests: ['check-in/domain/streak.test'],
  },
  {
    guard: 'made-up-not-forgotten',
    file: STREAK,
    from: "if (isForgotten(days, date)) return refuse('nothing_to_make_up')",
    to: '',
    tests: ['check-in/domain/streak.test'],
  },
  {
    guard: 'make-up-quota',
    file: STREAK,
    from: 'if (left === 0) return refuse',
    to: 'if (!days) return refuse',
    tests: ['check-in/check-in.test'],
  },
]
