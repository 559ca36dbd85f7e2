/** Fen as a person reads them: `36.00`. */
export function yuanText(fen: number): string {
  return `${Math.trunc(fen / 100)}.${String(Math.abs(fen % 100)).padStart(2, '0')}`
}

/** As `yuanText`, without fen where there are none: `36`, `1.50`. */
export function shortYuanText(fen: number): string {
  return fen % 100 === 0 ? String(fen / 100) : yuanText(fen)
}
