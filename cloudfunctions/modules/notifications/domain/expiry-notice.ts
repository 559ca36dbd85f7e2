import { addDays, type BusinessDate, daysBetween } from '../../../kernel/business-date'
import { grouped } from '../../../kernel/grouped'

/** How many days before points end a member is told: twice at least, and in good time (P11). */
const NOTICE_DAYS = [30, 7] as const

interface Ending {
  readonly expiresOn: BusinessDate
  readonly points: number
}

/** One notice that is due: the points of one day, and which of the notices it is. */
export interface DueNotice extends Ending {
  readonly daysBefore: number
}

/** The notices due today for lots that end soon. A lot that is nearer than the later notice needs only that one. */
export function dueNotices(lots: readonly Ending[], today: BusinessDate): readonly DueNotice[] {
  const days = [...new Set(lots.map(({ expiresOn }) => expiresOn))].sort()
  return days.flatMap((expiresOn) => {
    const left = daysBetween(today, expiresOn)
    const daysBefore = [...NOTICE_DAYS].reverse().find((before) => left <= before)
    if (left < 0 || daysBefore === undefined) return []
    const points = lots.filter((lot) => lot.expiresOn === expiresOn).reduce((sum, lot) => sum + lot.points, 0)
    return [{ expiresOn, points, daysBefore }]
  })
}

/** The last day whose points may need a notice today. */
export function noticeHorizon(today: BusinessDate): BusinessDate {
  return addDays(today, NOTICE_DAYS[0])
}

export function noticeText(
  { expiresOn, points }: Ending,
  pointsName: string,
): { readonly title: string; readonly text: string } {
  const [year, month, day] = expiresOn.split('-').map(Number)
  return {
    title: `${grouped(points)} ${pointsName}快到期了`,
    text: `${grouped(points)} ${pointsName}在 ${year} 年 ${month} 月 ${day} 日到期，当天仍可使用。`,
  }
}
