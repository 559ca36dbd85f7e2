import * as z from 'zod/mini'
import { canonicalJson, type Json } from '../../../kernel/canonical-json'
import { hmacSha256 } from '../../../kernel/digest'
import { openText, sealText } from '../../../kernel/sealed-text'
import type { Secrets } from '../../../platform/secrets'
import { addressSchema } from './contract'

export type Address = z.output<typeof addressSchema>

/** The key that seals addresses from now on; those before it still open what they have sealed. */
const KEY_ID = '1'
const NONCE_HEX_DIGITS = 24

/** An address as it is kept with its order: read by nobody without the key. */
export function sealAddress(secrets: Secrets, address: Address, op: string): string {
  const written = canonicalJson(address as unknown as Json)
  // Derived, so that a repetition seals the same bytes; another order or address has another nonce.
  const nonce = hmacSha256(secrets.key('reward-address'), `nonce|${op}|${written}`).slice(0, NONCE_HEX_DIGITS)
  const key = { id: KEY_ID, bytes: secrets.key('reward-address', KEY_ID) }
  return sealText(key, Buffer.from(nonce, 'hex'), written)
}

/** An address in clear; null where a hand has changed it. For its member, and for who sends. */
export function openAddress(secrets: Secrets, sealed: string): Address | null {
  const written = openText((id) => secrets.key('reward-address', id), sealed)
  return written === null ? null : z.parse(addressSchema, JSON.parse(written))
}
