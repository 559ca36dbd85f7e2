import { addDays, addMonths, type BusinessDate, firstDayOf, lastDayOf, monthOf } from '../../../kernel/business-date'

/** When points end, counted from the day they were earned. */
export type ExpiryPolicy =
  /** 31 December, so many years after the year of earning. */
  | { readonly kind: 'end_of_year'; readonly yearsAfter: number }
  /** The last day of a month, so many months after the month of earning. */
  | { readonly kind: 'end_of_month'; readonly monthsAfter: number }
  /** So many days after the day of earning. */
  | { readonly kind: 'days'; readonly days: number }
  /** The next such day of the year, `MM-DD`; on that day itself, the same day of the next year. */
  | { readonly kind: 'fixed_date'; readonly monthDay: string }

/** The last day on which points earned on a day can be spent. */
export function expiresOn(earnedOn: BusinessDate, policy: ExpiryPolicy): BusinessDate {
  const year = Number(earnedOn.slice(0, 4))
  switch (policy.kind) {
    case 'end_of_year':
      return `${year + policy.yearsAfter}-12-31`
    case 'end_of_month':
      return lastDayOf(monthOf(addMonths(firstDayOf(monthOf(earnedOn)), policy.monthsAfter)))
    case 'days':
      return addDays(earnedOn, policy.days)
    case 'fixed_date': {
      const thisYear = `${year}-${policy.monthDay}`
      return earnedOn < thisYear ? thisYear : `${year + 1}-${policy.monthDay}`
    }
  }
}

/** The same policy as members read it. */
export function expiryText(policy: ExpiryPolicy, points: string): string {
  switch (policy.kind) {
    case 'end_of_year': {
      const { yearsAfter } = policy
      const year = yearsAfter === 0 ? '当年' : yearsAfter === 1 ? '次年' : `${yearsAfter} 年后的`
      return `获得的${points}在${year} 12 月 31 日到期`
    }
    case 'end_of_month':
      return policy.monthsAfter === 0
        ? `获得的${points}在当月月底到期`
        : `获得的${points}在 ${policy.monthsAfter} 个月后的月底到期`
    case 'days':
      return `${points}自获得之日起 ${policy.days} 天后到期`
    case 'fixed_date': {
      const [month, day] = policy.monthDay.split('-').map(Number)
      return `${points}在每年 ${month} 月 ${day} 日到期`
    }
  }
}
