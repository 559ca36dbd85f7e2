import { svgUrl } from '../svg'
import type { Rows } from './modules'

const ground = (size: string, content: string): string => `background-image:${svgUrl(size, content)}`

/** The dark runs of a row as parts of a path, each one module high. */
function runsOf(row: string, y: number): string {
  return [...row.matchAll(/1+/g)].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`).join('')
}

/**
 * A code as the ground of a view: dark modules, stretched to the view's own size. Not cells of views, of which a QR
 * code would send hundreds to the view layer, nor a canvas, which in WeChat may lie above a sheet.
 */
export function codePicture(rows: Rows): string {
  const path = rows.map(runsOf).join('')
  return ground(`${rows[0]?.length ?? 0} ${rows.length}`, `<path shape-rendering='crispEdges' d='${path}'/>`)
}

/** A ring of which `share`, 0 to 1, is closed, from the top on. The circle's radius makes its way round 100. */
export function ringPicture(share: number): string {
  const circle = (colour: string, dash: string) =>
    `<circle cx='20' cy='20' r='15.9155' fill='none' stroke='${colour}' stroke-width='3'${dash}/>`
  const closed = Math.round(share * 100)
  return ground(
    '40 40',
    circle('#e6e3dc', '') +
      (closed > 0
        ? circle('#1c1b19', ` stroke-dasharray='${closed} 100' stroke-linecap='round' transform='rotate(-90 20 20)'`)
        : ''),
  )
}
