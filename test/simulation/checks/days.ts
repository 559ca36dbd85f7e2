/** Days and months in Shanghai, counted by hand: text in, text out. */

const DAY_MS = 86_400_000

export const dayOfMs = (atMs: number) => new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 10)
export const startOfDayMs = (day: string) => Date.parse(`${day}T00:00:00+08:00`)

export const daysAfter = (day: string, days: number) =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

export const daysFrom = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY_MS

/** Months since the year 0: so that one can count with them. */
export const monthNumber = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1

export const monthName = (number: number) =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`

export const lastDayOfMonth = (number: number) => daysAfter(`${monthName(number + 1)}-01`, -1)
