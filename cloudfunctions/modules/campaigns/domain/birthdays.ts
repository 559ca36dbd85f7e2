import { addDays, type BusinessDate } from '../../../kernel/business-date'

const isLeapYear = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** The birthdays, as month and day, that are kept on a date: the 29th of February on the 28th where there is none. */
export function birthdaysKeptOn(date: BusinessDate): readonly string[] {
  const day = date.slice(5)
  return day === '02-28' && !isLeapYear(Number(date.slice(0, 4))) ? [day, '02-29'] : [day]
}

export interface KeptOn {
  readonly date: BusinessDate
  readonly bornOn: string
}

/** Whose turn it is today: who has their birthday, and who had it yesterday should the timer have stood still. */
export function birthdaysDue(today: BusinessDate): readonly KeptOn[] {
  return [addDays(today, -1), today].flatMap((date) => birthdaysKeptOn(date).map((bornOn) => ({ date, bornOn })))
}
