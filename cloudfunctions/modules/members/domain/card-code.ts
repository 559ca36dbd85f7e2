import { hmacSha256 } from '../../../kernel/digest'

/** A code lives for one slot and the next, so that one shown at the end of a slot still has a minute. */
const SLOT_MS = 60_000
const CARD_DIGITS = 10
const MAC_DIGITS = 8

/** So many decimal digits of an HMAC; 48 bits of it, so that the digits are as good as even. */
function digitsOf(key: Buffer, text: string, digits: number): string {
  const value = Number.parseInt(hmacSha256(key, text).slice(0, 12), 16) % 10 ** digits
  return String(value).padStart(digits, '0')
}

/** Two check digits (ISO/IEC 7064, MOD 97-10): every single wrong digit and every swap of neighbours shows. */
export function checkDigitsOf(digits: string): string {
  return String(98n - ((BigInt(digits) * 100n) % 97n)).padStart(2, '0')
}

/** A card number for a member; another attempt gives another one, should the first be taken. */
export function cardNoOf(key: Buffer, memberId: string, attempt: number): string {
  return digitsOf(key, `card|${memberId}|${attempt}`, CARD_DIGITS)
}

const macOf = (key: Buffer, cardNo: string, slot: number) => digitsOf(key, `code|${cardNo}|${slot}`, MAC_DIGITS)

/** The code a card shows at a moment: ten digits of the card, eight of a MAC over card and slot, two to check. */
export function cardCodeAt(
  key: Buffer,
  cardNo: string,
  nowMs: number,
): { readonly code: string; readonly expiresAtMs: number } {
  const slot = Math.floor(nowMs / SLOT_MS)
  const body = cardNo + macOf(key, cardNo, slot)
  return { code: body + checkDigitsOf(body), expiresAtMs: (slot + 2) * SLOT_MS }
}
