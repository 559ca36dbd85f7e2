import { svgUrl } from '../svg'

/** The box a line is drawn in; a picture is stretched from it to its view. */
const BOX = { width: 100, height: 40, padding: 3 } as const

/** Stretched with the picture, the stroke would be thick where the line falls and thin where it runs. */
const STROKE =
  "fill='none' stroke='#000' stroke-width='2' stroke-linejoin='round' stroke-linecap='round' " +
  "vector-effect='non-scaling-stroke'"

const rounded = (place: number): number => Math.round(place * 10) / 10

/**
 * The way of a line through `values`, from left to right, the largest on top. Several equal values, all zero too, are
 * a level line at the foot, and a single one a short one: a picture of nothing would look broken.
 */
function wayOf(values: readonly number[]): { readonly x: number; readonly y: number }[] {
  const { width, height, padding } = BOX
  const all = values.length === 1 ? [...values, ...values] : values
  const lowest = Math.min(...all)
  const spread = Math.max(...all) - lowest || 1
  return all.map((value, at) => ({
    x: rounded(padding + (at / (all.length - 1)) * (width - 2 * padding)),
    y: rounded(height - padding - ((value - lowest) / spread) * (height - 2 * padding)),
  }))
}

/** A mask in the style of a view, whose own ground is the line's colour: so it follows light, dark and the shop. */
export function lineMask(values: readonly number[]): string {
  if (values.length === 0) return ''
  const points = wayOf(values)
    .map(({ x, y }) => `${x},${y}`)
    .join(' ')
  const line = `<polyline points='${points}' ${STROKE}/>`
  const url = svgUrl(`${BOX.width} ${BOX.height}`, line)
  return `-webkit-mask-image:${url};mask-image:${url}`
}
