import { grouped } from './grouped'

/** `1,234,567`. */
export function pointsText(points: number): string {
  return points < 0 ? `−${grouped(String(-points))}` : grouped(String(points))
}

/** `+20` or `−20`, with the true minus sign, which is as wide as a digit. */
export function signedPoints(points: number): string {
  return points > 0 ? `+${pointsText(points)}` : pointsText(points)
}
