import { hmacSha256 } from '../../../kernel/digest'
import { openText, sealText } from '../../../kernel/sealed-text'
import type { Secrets } from '../../../platform/secrets'
import { maskedPhone, phoneTailOf } from '../domain/masked'

/** The key that seals numbers from now on; those before it still open what they have sealed. */
const KEY_ID = '1'
const NONCE_HEX_DIGITS = 24

/** A phone number as it is kept: found by its hash or by its last four digits, and read by nobody without the key. */
export interface SealedNumber {
  readonly hash: string
  readonly tail: string
  readonly sealed: string
}

/** What a number is found by. The key stands outside the database: of a few billion numbers each could be tried. */
export function phoneHash(secrets: Secrets, number: string): string {
  return hmacSha256(secrets.key('phone-hash'), `number|${number}`)
}

/** What the last four digits of a number are found by. */
export function phoneTailHash(secrets: Secrets, tail: string): string {
  return hmacSha256(secrets.key('phone-hash'), `tail|${tail}`)
}

/** @param by what it is sealed for, so that one number sealed twice does not look alike */
export function sealNumber(secrets: Secrets, number: string, by: string): SealedNumber {
  // Derived, so that a repetition seals the same bytes; another number or purpose has another nonce.
  const nonce = hmacSha256(secrets.key('phone-hash'), `nonce|${by}|${number}`).slice(0, NONCE_HEX_DIGITS)
  const key = { id: KEY_ID, bytes: secrets.key('phone', KEY_ID) }
  return {
    hash: phoneHash(secrets, number),
    tail: phoneTailHash(secrets, phoneTailOf(number)),
    sealed: sealText(key, Buffer.from(nonce, 'hex'), number),
  }
}

/** The number in clear; null where a hand has changed it. Only for masking it, and for an operator who says why. */
export function openNumber(secrets: Secrets, { sealed }: Pick<SealedNumber, 'sealed'>): string | null {
  return openText((id) => secrets.key('phone', id), sealed)
}

/** A kept number as its member and a clerk see it. */
export function maskedNumber(secrets: Secrets, kept: Pick<SealedNumber, 'sealed'>): string | null {
  const number = openNumber(secrets, kept)
  return number === null ? null : maskedPhone(number)
}
