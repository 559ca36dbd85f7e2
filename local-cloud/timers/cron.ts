/** Seven fields: second minute hour day month weekday year, in UTC+8 whatever the machine's zone. */
export interface Cron {
  readonly seconds: ReadonlySet<number>
  readonly minutes: ReadonlySet<number>
  readonly hours: ReadonlySet<number>
  readonly days: ReadonlySet<number>
  readonly months: ReadonlySet<number>
  readonly weekdays: ReadonlySet<number>
  readonly years: ReadonlySet<number>
  /** The platform joins day and weekday by OR when both are given; a star gives nothing. */
  readonly isAnyDay: boolean
  readonly isAnyWeekday: boolean
}

const zoneMs = 8 * 3_600_000
const dayMs = 86_400_000
/** Longer than any gap between two firings of a valid expression: 29 February around 2100. */
const mostDaysAhead = 3_000

const monthNames = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
const weekdayNames = 'SUN MON TUE WED THU FRI SAT'.split(' ')

function numberOf(text: string, names: readonly string[], base: number): number {
  const named = names.indexOf(text.toUpperCase())
  return named === -1 ? (/^\d+$/.test(text) ? Number(text) : Number.NaN) : named + base
}

function range(field: string, least: number, most: number, names: readonly string[] = []): Set<number> {
  const values = new Set<number>()
  for (const part of field.split(',')) {
    const [span = '', step = '1'] = part.split('/')
    const isAll = span === '*' || span === '?'
    const [first = '', end = part.includes('/') ? String(most) : first] = span.split('-')
    const from = isAll ? least : numberOf(first, names, least)
    const to = isAll ? most : numberOf(end, names, least)
    const by = Number(step)
    const isSound = from >= least && to <= most && from <= to && Number.isInteger(by) && by > 0
    if (!isSound) throw new Error(`"${field}" is not a list of numbers in ${least}..${most}`)
    for (let value = from; value <= to; value += by) values.add(value)
  }
  return new Set([...values].sort((a, b) => a - b))
}

export function parseCron(expression: string): Cron {
  const fields = expression.trim().split(/\s+/)
  const [second, minute, hour, day, month, weekday, year] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  if (fields.length !== 7) throw new Error(`"${expression}" does not have the seven fields of a timer`)
  const isAny = (field: string) => field === '*' || field === '?'
  return {
    seconds: range(second, 0, 59),
    minutes: range(minute, 0, 59),
    hours: range(hour, 0, 23),
    days: range(day, 1, 31),
    months: range(month, 1, 12, monthNames),
    weekdays: range(weekday, 0, 6, weekdayNames),
    years: range(year, 1970, 2099),
    isAnyDay: isAny(day),
    isAnyWeekday: isAny(weekday),
  }
}

function isOnDay(cron: Cron, date: Date): boolean {
  if (!cron.years.has(date.getUTCFullYear()) || !cron.months.has(date.getUTCMonth() + 1)) return false
  const isDay = cron.days.has(date.getUTCDate())
  const isWeekday = cron.weekdays.has(date.getUTCDay())
  if (cron.isAnyDay) return isWeekday
  return cron.isAnyWeekday ? isDay : isDay || isWeekday
}

/** The first moment of the day, at or after `fromMs` since midnight, that the time fields allow. */
function timeOfDay(cron: Cron, fromMs: number): number | undefined {
  for (const hour of cron.hours) {
    if ((hour + 1) * 3_600_000 <= fromMs) continue
    for (const minute of cron.minutes) {
      if (hour * 3_600_000 + (minute + 1) * 60_000 <= fromMs) continue
      for (const second of cron.seconds) {
        const ms = hour * 3_600_000 + minute * 60_000 + second * 1000
        if (ms >= fromMs) return ms
      }
    }
  }
  return undefined
}

/** The next firing strictly after a moment, or null when there is none left. */
export function nextFiring(cron: Cron, afterMs: number): number | null {
  const local = afterMs + 1 + zoneMs
  let midnight = Math.floor(local / dayMs) * dayMs
  let fromMs = local - midnight
  for (let days = 0; days <= mostDaysAhead; days++) {
    const ms = isOnDay(cron, new Date(midnight)) ? timeOfDay(cron, fromMs) : undefined
    if (ms !== undefined) return midnight + ms - zoneMs
    midnight += dayMs
    fromMs = 0
  }
  return null
}
