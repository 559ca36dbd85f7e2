/** 29 February included: someone is born on it, and no year is asked. */
const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** The two columns of the picker while a month (from 0) is selected. */
export function birthdayColumns(month: number): [string[], string[]] {
  return [
    DAYS_OF_MONTH.map((_, at) => `${at + 1}月`),
    Array.from({ length: DAYS_OF_MONTH[month] ?? 31 }, (_, at) => `${at + 1}日`),
  ]
}

/** `MM-DD` of positions in the two columns; the day is cut to the month's last, as wheels may stand beyond it. */
export function birthdayAt([month, day]: readonly [number, number]): string {
  const last = (DAYS_OF_MONTH[month] ?? 31) - 1
  const twoDigits = (position: number) => String(position + 1).padStart(2, '0')
  return `${twoDigits(month)}-${twoDigits(Math.min(day, last))}`
}

/** Where `MM-DD` stands in the two columns; 1 January when there is none yet. */
export function birthdayPosition(birthday: string | undefined): [number, number] {
  const [month = 1, day = 1] = (birthday ?? '').split('-').map(Number)
  return birthday ? [month - 1, day - 1] : [0, 0]
}
