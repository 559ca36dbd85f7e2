import { timingSafeEqual } from 'node:crypto'
import { hmacSha256 } from './digest'

/**
 * Codes that a person may type and a scanner may read: 20 digits. Ten name a thing, eight are a MAC over the thing and
 * a slot, two check. The slot is whatever makes a code another one: the minute of a code that is short-lived, or always
 * the same number for one that lasts.
 */
const THING_DIGITS = 10
const MAC_DIGITS = 8
const BODY_DIGITS = THING_DIGITS + MAC_DIGITS
const TYPED = /^\d{20}$/

/** So many decimal digits of an HMAC; 48 bits of it, so that the digits are as good as even. */
function digitsOf(key: Buffer, text: string, digits: number): string {
  const value = Number.parseInt(hmacSha256(key, text).slice(0, 12), 16) % 10 ** digits
  return String(value).padStart(digits, '0')
}

/** Two check digits (ISO/IEC 7064, MOD 97-10): every single wrong digit and every swap of neighbours shows. */
export function checkDigitsOf(digits: string): string {
  return String(98n - ((BigInt(digits) * 100n) % 97n)).padStart(2, '0')
}

/** The ten digits that name a thing in its codes: not to be guessed from what it is called otherwise. */
export function thingDigitsOf(key: Buffer, name: string): string {
  return digitsOf(key, name, THING_DIGITS)
}

const macOf = (key: Buffer, thing: string, slot: number) => digitsOf(key, `code|${thing}|${slot}`, MAC_DIGITS)

/** The code of a thing in a slot. @param thing ten digits */
export function typedCode(key: Buffer, thing: string, slot: number): string {
  const body = thing + macOf(key, thing, slot)
  return body + checkDigitsOf(body)
}

/** The thing that a code names, whoever made it; null for what is mistyped or no code at all. */
export function thingOfCode(code: string): string | null {
  if (!TYPED.test(code) || checkDigitsOf(code.slice(0, BODY_DIGITS)) !== code.slice(BODY_DIGITS)) return null
  return code.slice(0, THING_DIGITS)
}

/** Whether a code is the one of its thing in a slot. Takes the same time however much of it is right. */
export function isCodeOfSlot(key: Buffer, code: string, slot: number): boolean {
  const thing = thingOfCode(code)
  return thing !== null && timingSafeEqual(Buffer.from(code), Buffer.from(typedCode(key, thing, slot)))
}
