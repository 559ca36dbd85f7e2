const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',')

/** `1,234,567`. Not toLocaleString: the mini program's engine knows no locales. */
export function pointsText(points: number): string {
  return points < 0 ? `−${grouped(String(-points))}` : grouped(String(points))
}

/** `+20` or `−20`, with the true minus sign, which is as wide as a digit. */
export function signedPoints(points: number): string {
  return points > 0 ? `+${pointsText(points)}` : pointsText(points)
}
