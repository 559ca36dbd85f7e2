/** Fen as they stand on a receipt: `36.00`. */
export function yuanText(fen: number): string {
  return (fen / 100).toFixed(2)
}

/** Fen as a person says them: `36`, and `1.50` where there are fen. */
export function shortYuanText(fen: number): string {
  return fen % 100 === 0 ? String(fen / 100) : yuanText(fen)
}
