import type { RuleSource } from '../../rules'

/** A member's birthday, once a year. Only campaigns have rules on it. */
export const birthdays: RuleSource = {
  event: 'birthday',
  rules: () => [],
  details: (facts) => [{ label: '生日', value: `${facts.year} 年` }],
}

/** A day of the calendar, once for each member. Only campaigns have rules on it. */
export const daysPassed: RuleSource = {
  event: 'day_passed',
  rules: () => [],
  details: (facts) => [{ label: '日期', value: String(facts.date) }],
}
