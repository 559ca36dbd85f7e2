import { addDays, businessDateOf, startOfDateMs } from '../../../../kernel/business-date'
import { type Clause, conditionsOf, listIn, numberIn, type Window } from '../draft'
import type { Check } from '../surroundings'

const DAYS_LOOKED_AT = 8
const NAMES = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日']

/** 1 is Monday, as in `on_weekdays`. */
function weekdayOf(atMs: number): number {
  const day = new Date(startOfDateMs(businessDateOf(atMs)) + 12 * 3_600_000).getUTCDay()
  return day === 0 ? 7 : day
}

/** The weekdays that a campaign meets: after a week all of them. */
function weekdaysIn({ fromMs, untilMs }: Window): ReadonlySet<number> {
  const met = new Set<number>()
  let date = businessDateOf(fromMs)
  for (let nth = 0; nth < DAYS_LOOKED_AT && startOfDateMs(date) < untilMs; nth += 1) {
    met.add(weekdayOf(startOfDateMs(date)))
    date = addDays(date, 1)
  }
  return met
}

/** Whether some moment of a campaign lies between two hours of the day; the second may be on the next day. */
function meetsHours({ fromMs, untilMs }: Window, clause: Clause): boolean {
  const [from, until] = [numberIn(clause, 'from'), numberIn(clause, 'until')]
  const isIn = (hour: number) => (from < until ? hour >= from && hour < until : hour >= from || hour < until)
  const hourOf = (atMs: number) => Math.floor((atMs - startOfDateMs(businessDateOf(atMs))) / 3_600_000)
  for (let atMs = fromMs, nth = 0; atMs < untilMs && nth < 25; nth += 1) {
    if (isIn(hourOf(atMs))) return true
    atMs = startOfDateMs(businessDateOf(atMs)) + (hourOf(atMs) + 1) * 3_600_000
  }
  return false
}

/** A campaign that is over before anybody could take part. */
export const overAlready: Check = ({ untilMs }, { nowMs }) =>
  untilMs > nowMs
    ? []
    : [
        {
          code: 'over_already',
          severity: 'error',
          path: 'untilMs',
          what: `活动在 ${businessDateOf(untilMs)} 就结束了，发布出去没有人能参加`,
          todo: '把结束时间改到以后，连同开始时间一起看一遍',
        },
      ]

/** A rule whose weekdays or hours never come while the campaign runs. */
export const deadDates: Check = (draft) => {
  const weekdays = weekdaysIn(draft)
  return draft.rules.flatMap((_, at) =>
    conditionsOf(draft, at).flatMap(({ clause, path }) => {
      const days = listIn(clause, 'days')
      const never = days.filter((day) => !weekdays.has(Number(day)))
      if (clause.code === 'on_weekdays' && never.length > 0 && never.length === days.length)
        return [
          {
            code: 'dead_dates',
            severity: 'error' as const,
            path: `${path}.days`,
            what: `活动期间没有${never.map((day) => NAMES[Number(day)] ?? day).join('、')}，这条规则永远不会生效`,
            todo: '改成活动期间有的日子，或者把活动延长',
          },
        ]
      if (clause.code === 'between_hours' && !meetsHours(draft, clause))
        return [
          {
            code: 'dead_dates',
            severity: 'error' as const,
            path,
            what: `活动期间没有 ${numberIn(clause, 'from')} 点到 ${numberIn(clause, 'until')} 点，这条规则永远不会生效`,
            todo: '改时段，或者把活动的起止时间改到包含它',
          },
        ]
      return []
    }),
  )
}
