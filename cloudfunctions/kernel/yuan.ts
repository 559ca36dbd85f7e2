import { grouped } from './grouped'

/** Fen as they stand on a receipt: `36.00`, `1,236.00`. Integers only: no cent is rounded. */
export function yuanText(fen: number): string {
  const size = Math.abs(fen)
  const cents = String(size % 100).padStart(2, '0')
  return `${fen < 0 ? '-' : ''}${grouped(Math.floor(size / 100))}.${cents}`
}

/** Fen as a person says them: `36`, and `1.50` where there are fen. */
export function shortYuanText(fen: number): string {
  return yuanText(fen).replace(/\.00$/, '')
}
