import type { BusinessDate } from '../../../kernel/business-date'

/** The last day on which points earned on a day can be spent: 31 December, so many years after the year of earning. */
export function expiresOn(earnedOn: BusinessDate, yearsAfter: number): BusinessDate {
  return `${Number(earnedOn.slice(0, 4)) + yearsAfter}-12-31`
}

/** The same policy as members read it. */
export function expiryText(yearsAfter: number): string {
  const year = yearsAfter === 0 ? '当年' : yearsAfter === 1 ? '次年' : `第 ${yearsAfter} 年后的`
  return `获得的积分在${year} 12 月 31 日到期`
}
