import { grouped } from './grouped'

const YUAN_FEN = 100

/** `1,236.00` of 123600 fen, with the true minus sign, which is as wide as a digit. Integers only: no cent is rounded. */
export function moneyText(fen: number): string {
  const size = Math.abs(fen)
  const cents = String(size % YUAN_FEN).padStart(2, '0')
  return `${fen < 0 ? '−' : ''}${grouped(String(Math.floor(size / YUAN_FEN)))}.${cents}`
}

/** `¥36.00`. */
export function priceText(fen: number): string {
  return fen < 0 ? `−¥${moneyText(-fen)}` : `¥${moneyText(fen)}`
}
