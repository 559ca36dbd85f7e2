import type { Status } from './days.shared'

export interface Step {
  readonly day: number
  readonly points: number
  /** A prize on top that this step of the running lap would bring; 0 for none. */
  readonly prize: number
  readonly state: 'done' | 'next' | 'ahead'
}

/** The lap of the ladder that today is in. The true streak goes on beyond it, so prizes are looked up by streak. */
export function stepsOf({ ladder, prizes, step, isCheckedIn, streakDays }: Status): readonly Step[] {
  const streakToday = isCheckedIn ? streakDays : streakDays + 1
  return ladder.map(({ day, points }) => {
    const streakThen = streakToday - step + day
    const ahead = day === step && !isCheckedIn ? 'next' : 'ahead'
    return {
      day,
      points,
      prize: prizes.find((prize) => prize.streakDays === streakThen)?.points ?? 0,
      state: day < step || (day === step && isCheckedIn) ? 'done' : ahead,
    }
  })
}

/** The next prize of the streak: how many check-ins are missing and how far along it is. Null after the last one. */
export function nextPrizeOf({ prizes, streakDays }: Status) {
  const next = prizes
    .filter((prize) => prize.streakDays > streakDays)
    .sort((one, other) => one.streakDays - other.streakDays)[0]
  if (!next) return null
  return {
    points: next.points,
    atStreakDays: next.streakDays,
    daysLeft: next.streakDays - streakDays,
    percent: Math.round((streakDays / next.streakDays) * 100),
  }
}
