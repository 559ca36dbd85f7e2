import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { addDays, daysBetween } from '@/shared/format/dates'

/** What a chart is drawn in; it is stretched to the width that it has. */
export const WIDTH = 320
export const HEIGHT = 120
const TICKS = 3
const LEAST_MOST = 4

export interface Tick {
  readonly value: number
  /** From the top, in percent of the height. */
  readonly percent: number
}

export interface Drawn {
  /** Paths of an SVG. */
  readonly ground: string
  readonly line: string
  /** A level over the whole width, such as a budget; null where there is none. */
  readonly level: string | null
  readonly ticks: readonly Tick[]
}

/** Values of days that follow one another as a line with its ground, in round numbers of ticks that nothing lies above. */
export function drawn(values: readonly number[], level: number | null = null): Drawn {
  // Nothing is half a point: below this, ticks would lie between whole ones.
  const most = Math.max(LEAST_MOST, ...values, level ?? 0)
  const y = scaleLinear().domain([0, most]).nice(TICKS).range([HEIGHT, 0])
  const x = scaleLinear()
    .domain([0, Math.max(1, values.length - 1)])
    .range([0, WIDTH])
  // One day is a line as well.
  const shown = values.length === 1 ? [...values, ...values] : [...values]
  const at = (_: number, place: number) => x(place)
  const top = (value: number) => y(value)
  const grounded = area<number>().x(at).y0(HEIGHT).y1(top)
  const lined = line<number>().x(at).y(top)
  return {
    ground: grounded(shown) ?? '',
    line: lined(shown) ?? '',
    level: level === null ? null : `M0,${y(level)}L${WIDTH},${y(level)}`,
    ticks: y.ticks(TICKS).map((value) => ({ value, percent: (y(value) / HEIGHT) * 100 })),
  }
}

/** The points of each day from one to another, those on which nothing was given included. */
export function pointsByDay(
  { from, to }: { readonly from: string; readonly to: string },
  days: readonly { readonly date: string; readonly points: number }[],
): readonly number[] {
  const byDate = new Map(days.map(({ date, points }) => [date, points]))
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, nth) => byDate.get(addDays(from, nth)) ?? 0)
}

/** What has come together by each day. */
export function sumsSoFar(values: readonly number[]): readonly number[] {
  let sum = 0
  return values.map((value) => {
    sum += value
    return sum
  })
}

/** Thousands as they are read at an axis: `1.2 万`. */
export function tickText(value: number): string {
  return value >= 10_000 ? `${value / 10_000} 万` : String(value)
}
